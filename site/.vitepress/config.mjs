// SPDX-License-Identifier: Apache-2.0

import { readFileSync } from 'node:fs'
import { slug } from 'github-slugger'
import { defineConfig } from 'vitepress'
import { gitHub, introduction, repository } from './github.mjs'
import { checkMenu, menu, pageOf, sources } from './menu.mjs'
import { base, root, version } from './version.mjs'

checkMenu(root)

const atRoot = sources.filter((source) => !source.includes('/')).map((source) => source.replace('.md', ''))

const icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#3451b2" stroke-width="4">'
  + '<circle cx="16" cy="16" r="13"/><path d="m10 16 5 5 8-9"/></svg>'

export default defineConfig({
  title: 'Origin Access',
  description: 'CORS for Spring applications',
  lang: 'en',
  base,
  srcDir: root,
  // All Markdown files but the pages.
  srcExclude: ['!(docs)/**/*', 'docs/*/**/*', `!(${atRoot.join('|')}).md`],
  rewrites: Object.fromEntries(sources.map((source) => [source, pageOf(source)])),
  outDir: `${root}/target/site/${version}`,
  // The sample application is at localhost. Other links are checked in the built site, with their anchors.
  ignoreDeadLinks: 'localhostLinks',
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  titleTemplate: `:title | Origin Access ${version}`,
  transformPageData: (page) => ({
    description: introduction(readFileSync(`${root}/${page.filePath}`, 'utf8')),
    ...(page.relativePath === 'index.md' ? { titleTemplate: 'CORS for Spring applications' } : {})
  }),
  markdown: {
    // Their colours have enough contrast.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    // The anchors of GitHub.
    anchor: { slugify: slug },
    attrs: { disable: true },
    config: (md) => gitHub(md, { root, ref: version.endsWith('-SNAPSHOT') ? 'main' : `v${version}` })
  },
  vite: { plugins: [packagesOfSite(), accessibleSearch()] },
  themeConfig: {
    version,
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Getting started', link: '/getting-started.html' },
      { text: 'Problems', link: '/problems.html' },
      { text: 'Denials', link: '/denials.html' },
      { text: 'GitHub', link: repository },
      // The theme adds the other versions, which are known when a page is read.
      { text: version, items: [{ text: version, link: '/' }] }
    ],
    sidebar: menu.map(([text, entries]) => ({
      text,
      items: entries.map(([title, source]) => ({ text: title, link: `/${pageOf(source).replace(/(index)?\.md$/, '')}` }))
    })),
    editLink: { pattern: `${repository}/edit/main/:path`, text: 'Edit this page on GitHub' }
  }
})

/** The Markdown files become components of Vue, outside the folder that has the packages. */
function packagesOfSite() {
  return {
    name: 'packages-of-site',
    enforce: 'pre',
    resolveId(id, importer, options) {
      return /^vue(\/|$)/.test(id) && importer?.split('?')[0].endsWith('.md')
        ? this.resolve(id, `${root}/site/.vitepress/config.mjs`, { ...options, skipSelf: true })
        : null
    }
  }
}

/** Corrects roles and labels in the search of VitePress, and fails where a new version has other ones. */
function accessibleSearch() {
  const corrections = {
    'VPNavBarSearchButton.vue': [
      // The style draws it: it is not part of the label.
      ['<kbd class="DocSearch-Button-Key">K</kbd>', '<kbd class="DocSearch-Button-Key"></kbd>']
    ],
    'VPLocalSearchBox.vue': [
      // A button cannot have fields and links inside, and neither can an option.
      [/role="button"\s+:aria-owns=".*"\s+aria-expanded="true"\s+aria-haspopup="listbox"/, 'role="dialog" aria-modal="true"'],
      ['aria-autocomplete="both"', `role="combobox" :aria-expanded="results?.length ? 'true' : 'false'" aria-autocomplete="list"`],
      [/:id="'localsearch-item-' \+ index"\s+:aria-selected=".*"\s+role="option"/, 'role="presentation"'],
      [/<kbd :aria-label/g, '<kbd role="img" :aria-label'],
      [/:aria-label="\[.*\]\.join\(' > '\)"/,
        `role="option" :id="'localsearch-item-' + index" :aria-selected="selectedIndex === index ? 'true' : 'false'"`]
    ]
  }
  return {
    name: 'accessible-search',
    enforce: 'pre',
    transform(code, id) {
      const name = Object.keys(corrections).find((file) => id.endsWith(`/theme-default/components/${file}`))
      return name && corrections[name].reduce((text, [from, to]) => {
        const corrected = text.replace(from, to)
        if (corrected === text) {
          this.error(`${name} has no ${from}`)
        }
        return corrected
      }, code)
    }
  }
}
