// SPDX-License-Identifier: Apache-2.0

import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import puppeteer from 'puppeteer-core'

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const TYPES = {
  '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.png': 'image/png',
  '.svg': 'image/svg+xml', '.woff2': 'font/woff2'
}

/** Serves a folder like GitHub Pages, below a path. Returns the address of that path, and how to close the server. */
export async function serve(folder, path = '/') {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    let file = join(folder, normalize(decodeURIComponent(pathname.slice(path.length))))
    if (pathname.endsWith('/')) {
      file = join(file, 'index.html')
    }
    const found = pathname.startsWith(path) && existsSync(file)
    const body = await readFile(found ? file : join(folder, '404.html')).catch(() => '')
    response.writeHead(found ? 200 : 404, { 'Content-Type': TYPES[found ? extname(file) : '.html'] ?? 'text/plain' })
    response.end(body)
  })
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
  return { address: `http://127.0.0.1:${server.address().port}${path}`, close: () => server.close() }
}

/** Runs a function with a Chromium that has a fresh profile and finds no other host. */
export async function withBrowser(use) {
  const program = PROGRAMS.find(existsSync)
  if (!program) {
    throw new Error('No Chromium or Chrome is installed')
  }
  const profile = mkdtempSync(join(tmpdir(), 'site-'))
  const browser = await puppeteer.launch({
    executablePath: program,
    userDataDir: profile,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--no-first-run', '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']
  })
  try {
    return await use(browser)
  } finally {
    await browser.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Shows the light or the dark colours, at a width. Changes of colours take no time. */
export async function show(page, { scheme, width, height = 900 }) {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
  await page.setViewport({ width, height })
  await page.evaluate(() => {
    if (!document.getElementById('at-once')) {
      const style = document.createElement('style')
      style.id = 'at-once'
      style.textContent = '*, *::before, *::after { transition: none !important; animation: none !important }'
      document.head.append(style)
    }
    return new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))
  })
}
