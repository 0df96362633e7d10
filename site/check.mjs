// SPDX-License-Identifier: Apache-2.0
//
// Reads the built site in a real browser: links and anchors, accessibility in light and dark, widths, requests, search, versions.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { repository } from './.vitepress/github.mjs'
import { base, root, site, version } from './.vitepress/version.mjs'
import { serve, show, withBrowser } from './browser.mjs'
import { newestFirst, newestRelease } from './versions.mjs'

const TABS = 2
const VIEWS = [1280, 390].flatMap((width) => ['light', 'dark'].map((scheme) => ({ width, scheme })))

const folder = join(root, 'target', 'site')
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const counts = { links: 0, external: 0, audits: 0, requests: 0 }

/** What is wrong → where it is. */
const faults = new Map()

/** Path of a page, below the folder of all versions → its anchors and links. */
const pages = new Map()

function fault(where, what) {
  faults.set(what, [...(faults.get(what) ?? []), where])
}

function equal(where, actual, expected) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    fault(where, `${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`)
  }
}

/** Opens a tab that tells of requests to other hosts, failures and errors of scripts. */
async function open(browser, address, path) {
  const page = await browser.newPage()
  page.on('request', (request) => {
    counts.requests++
    if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url())) {
      fault(path, `requests ${request.url()}`)
    }
  })
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.url().endsWith('/404.html')) {
      fault(path, `${response.status()} for ${response.url()}`)
    }
  })
  page.on('requestfailed', (request) => fault(path, `no response for ${request.url()}`))
  page.on('pageerror', (error) => fault(path, error.message))
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type()) && !message.location().url?.endsWith('/404.html')) {
      fault(path, message.text())
    }
  })
  await page.goto(address + path, { waitUntil: 'networkidle0' })
  return page
}

async function audit(page, where, view) {
  await show(page, view)
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  counts.audits++
  const label = `${where}, ${view.scheme}, ${view.width} pixels`
  for (const { id, help, nodes } of violations) {
    const example = `${nodes[0].target.join(' ')} (${[...nodes[0].any, ...nodes[0].all].map((check) => check.message).join(' ')})`
    fault(label, `${id}, ${help}: ${nodes.length} times, such as ${example}`)
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  if (wide > view.width) {
    fault(label, `scrolls sideways: ${wide} pixels`)
  }
}

async function read(browser, address, path) {
  const page = await open(browser, address, path)
  await page.evaluate(axe)
  for (const view of VIEWS) {
    await audit(page, path, view)
  }
  pages.set(path, await page.evaluate(() => ({
    anchors: [...document.querySelectorAll('[id]')].map((element) => element.id),
    links: [...document.querySelectorAll('[href], [src]')].map((element) => element.href || element.src).filter(String)
  })))
  await page.close()
}

function checkLink(address, from, link) {
  if (link.startsWith('data:')) {
    return
  }
  const url = new URL(link)
  if (link.startsWith(address)) {
    counts.links++
    const path = decodeURIComponent(url.pathname.slice(site.length)).replace(/(^|\/)$/, '$1index.html')
    const anchor = decodeURIComponent(url.hash.slice(1))
    if (!existsSync(join(folder, path))) {
      fault(from, `dead link ${path}`)
    } else if (anchor && !pages.get(path)?.anchors.includes(anchor)) {
      fault(from, `dead anchor ${path}#${anchor}`)
    }
    return
  }
  counts.external++
  const inRepository = link.match(`^${repository}/(?:blob|tree|edit)/[^/]+/([^#]*)`)
  if (inRepository && !existsSync(join(root, decodeURIComponent(inRepository[1])))) {
    fault(from, `dead link ${link}`)
  } else if (url.hostname !== 'localhost' && (url.protocol !== 'https:' || !/^([a-z\d-]+\.)+[a-z]{2,}$/.test(url.hostname))) {
    fault(from, `no https address of a host: ${link}`)
  }
}

/** The search finds a heading, and its dialog is accessible. */
async function checkSearch(browser, address) {
  const page = await open(browser, address, `${version}/`)
  await show(page, VIEWS[0])
  await page.evaluate(axe)
  await page.click('.DocSearch-Button')
  await page.waitForSelector('.VPLocalSearchBox input')
  await page.type('.VPLocalSearchBox input', 'origin-with-path')
  await page.waitForSelector('.VPLocalSearchBox .result')
  for (const view of VIEWS) {
    await audit(page, 'search', view)
  }
  await Promise.all([page.waitForFunction(() => location.hash), page.keyboard.press('Enter')])
  equal('search', await page.evaluate(() => location.pathname + location.hash), `${base}problems.html#origin-with-path`)
  await page.close()
}

/** The menus of a small screen open and are accessible, and the switch changes the colours. */
async function checkMenus(browser, address) {
  const page = await open(browser, address, `${version}/`)
  await show(page, VIEWS[2])
  await page.evaluate(axe)
  await page.click('.VPNavBarHamburger')
  await page.waitForSelector('.VPNavScreen')
  for (const view of VIEWS.slice(2)) {
    await audit(page, 'menu of a small screen', view)
  }
  const before = await page.evaluate(() => document.documentElement.className)
  await page.click('.VPNavScreen .VPSwitchAppearance')
  equal('switch of colours', [before, await page.evaluate(() => document.documentElement.className)], ['dark', ''])
  await page.click('.VPNavBarHamburger')
  await page.waitForSelector('.VPNavScreen', { hidden: true })
  await page.click('.VPLocalNav .menu')
  await page.waitForSelector('.VPSidebar.open')
  for (const view of VIEWS.slice(2)) {
    await audit(page, 'pages of a small screen', view)
  }
  await page.close()
}

/** Other versions are in the menu, and an older page names the newest release. */
async function checkVersions(browser, address) {
  const names = ['index.html', '0.9.0', '0.10.0-RC2', '0.10.0-SNAPSHOT', '0.10.0', 'versions.json', '0.10.0-RC1', '1.0.0-M1']
  const sorted = ['1.0.0-M1', '0.10.0', '0.10.0-SNAPSHOT', '0.10.0-RC2', '0.10.0-RC1', '0.9.0']
  equal('order of versions', newestFirst(names), sorted)
  equal('newest release', newestRelease(sorted), '0.10.0')
  equal('versions.json', JSON.parse(readFileSync(join(folder, 'versions.json'), 'utf8')), [version])

  const page = await browser.newPage()
  await page.setRequestInterception(true)
  page.on('request', (request) => (request.url().endsWith('/versions.json')
    ? request.respond({ contentType: 'application/json', body: JSON.stringify(['99.1.0', '99.0.0', version]) })
    : request.continue()))
  await page.goto(`${address}${version}/`, { waitUntil: 'networkidle0' })
  await show(page, VIEWS[0])
  await page.evaluate(axe)
  await page.hover('.VPNavBarMenuGroup')
  await page.waitForSelector('.VPNavBarMenuGroup .VPMenuLink a', { visible: true })
  equal('menu of versions', await page.$$eval('.VPNavBarMenuGroup .VPMenuLink a', (links) => links.map((link) => link.href)),
    [`${address}99.1.0/`, `${address}99.0.0/`, `${address}${version}/`])
  equal('notice', await page.$eval('.other-version a', (link) => link.href), `${address}99.1.0/`)
  for (const view of VIEWS) {
    await audit(page, 'version that is not the newest', view)
  }
  await page.close()

  const start = await browser.newPage()
  await start.goto(address, { waitUntil: 'networkidle0' })
  equal('address without a version', start.url(), `${address}${version}/`)
  await start.close()
}

const { address, close } = await serve(folder, site)
await withBrowser(async (browser) => {
  const waiting = readdirSync(join(folder, version)).filter((name) => name.endsWith('.html')).map((name) => `${version}/${name}`)
  await Promise.all(Array.from({ length: TABS }, async () => {
    while (waiting.length > 0) {
      await read(browser, address, waiting.shift())
    }
  }))
  for (const check of [checkSearch, checkMenus, checkVersions]) {
    await check(browser, address).catch((error) => fault(check.name, error.message))
  }
})
close()
for (const [from, { links }] of pages) {
  for (const link of new Set(links)) {
    checkLink(address, from, link)
  }
}

console.log(`${pages.size} pages, ${counts.links} internal and ${counts.external} external links, ${counts.audits} audits with axe, `
  + `${counts.requests} requests`)
for (const [what, places] of faults) {
  console.error(`\n${what}\n    in ${places.slice(0, 4).join('; ')}${places.length > 4 ? `; ${places.length} places in all` : ''}`)
  process.exitCode = 1
}
