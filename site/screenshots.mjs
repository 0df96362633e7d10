// SPDX-License-Identifier: Apache-2.0
//
// Takes pictures of the site, and of README.md with the styles of GitHub, in light and dark, wide and narrow.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import GithubSlugger from 'github-slugger'
import { Marked } from 'marked'
import { codeToHtml } from 'shiki'
import { base, root, site } from './.vitepress/version.mjs'
import { serve, show, withBrowser } from './browser.mjs'

const PAGES = { start: '', exchange: 'cors-in-one-page.html', denials: 'denials.html' }
const VIEWS = [1280, 390].flatMap((width) => ['light', 'dark'].map((scheme) => ({ width, scheme, height: width === 390 ? 1600 : 1400 })))

const pictures = join(root, 'target', 'screenshots')
const styles = readFileSync(createRequire(import.meta.url).resolve('github-markdown-css/github-markdown.css'), 'utf8')

/** README.md as GitHub shows it in a repository. */
async function readme(scheme) {
  const slugger = new GithubSlugger()
  const marked = new Marked({
    gfm: true,
    async: true,
    walkTokens: async (token) => {
      if (token.type === 'code' && token.lang) {
        const html = await codeToHtml(token.text, { lang: token.lang, theme: `github-${scheme}-default` })
        Object.assign(token, { type: 'html', block: true, text: html.replace(/ style="background-color:[^"]*"/, '') })
      }
    },
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${slugger.slug(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`
      }
    }
  })
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width">
<base href="/">
<title>README</title>
<style>
${styles}
body.markdown-body { box-sizing: border-box; max-width: 1012px; margin: 0 auto; padding: 32px }
@media (max-width: 767px) { body.markdown-body { padding: 16px } }
@media (prefers-color-scheme: dark) { html { background: #0d1117 } }
</style>
<body class="markdown-body">
${await marked.parse(readFileSync(join(root, 'README.md'), 'utf8'))}
</body>
</html>
`
}

mkdirSync(pictures, { recursive: true })
const built = await serve(join(root, 'target', 'site'), site)
const repository = await serve(root)
await withBrowser(async (browser) => {
  const page = await browser.newPage()
  for (const view of VIEWS) {
    const suffix = `${view.scheme}-${view.width}.png`
    for (const [name, path] of Object.entries(PAGES)) {
      await page.goto(new URL(base + path, built.address).href, { waitUntil: 'networkidle0' })
      await show(page, view)
      await page.screenshot({ path: join(pictures, `site-${name}-${suffix}`) })
    }
    writeFileSync(join(pictures, 'readme.html'), await readme(view.scheme))
    await page.goto(`${repository.address}target/screenshots/readme.html`, { waitUntil: 'networkidle0' })
    await show(page, { ...view, height: 2400 })
    await page.screenshot({ path: join(pictures, `readme-${suffix}`) })
  }
})
built.close()
repository.close()
