// SPDX-License-Identifier: Apache-2.0
//
// What works in a Markdown file on GitHub works on the site: links to other files, anchors, and pictures for light and dark.

import { existsSync, statSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { pageOf, sources } from './menu.mjs'

export const repository = 'https://github.com/originaccess/cors'

const DARK_PICTURE =
  /<picture>\s*<source media="\(prefers-color-scheme: dark\)" srcset="([^"]+)"\s*\/?>\s*<img ([^>]*?)\s*\/?>\s*<\/picture>/g

/** A plugin of markdown-it for the files below the root; other files are linked on GitHub, at the tag or branch. */
export function gitHub(md, { root, ref }) {
  md.core.ruler.push('github-links', (state) => {
    const source = relative(root, state.env.realPath ?? state.env.path).split(sep).join('/')
    state.tokens.forEach((token, index) => {
      // An empty cell is the header of nothing.
      if (token.type === 'th_open' && !state.tokens[index + 1].content) {
        token.tag = state.tokens[index + 2].tag = 'td'
      }
    })
    for (const token of state.tokens.flatMap((block) => [block, ...(block.children ?? [])])) {
      if (token.type === 'link_open' && !token.attrGet('class')) {
        token.attrSet('href', linkOf(token.attrGet('href'), source))
      }
    }
  })

  function linkOf(href, source) {
    if (/^([a-z][a-z+.-]*:|\/\/|#)/i.test(href)) {
      return href
    }
    const [, path, anchor] = href.match(/^([^#]*)(#.*)?$/)
    const target = posix.join(posix.dirname(source), decodeURI(path)).replace(/\/$/, '')
    if (sources.includes(target)) {
      return `/${pageOf(target).replace(/\.md$/, '.html')}${anchor ?? ''}`
    }
    const file = join(root, target)
    if (target.startsWith('..') || !existsSync(file)) {
      throw new Error(`${source} links ${href}, which does not exist`)
    }
    return `${repository}/${statSync(file).isDirectory() ? 'tree' : 'blob'}/${ref}/${target}${anchor ?? ''}`
  }

  // Vue takes braces for expressions, and GitHub does not.
  const render = md.renderer.render.bind(md.renderer)
  md.renderer.render = (...args) => picturesOf(render(...args)).replaceAll('{{', '&#123;&#123;')

  // A wrapper scrolls: a table that is a block is no longer a table for screen readers.
  md.renderer.rules.table_open = () => '<div class="table" tabindex="0"><table>\n'
  md.renderer.rules.table_close = () => '</table></div>\n'
}

/** The first paragraph of a page, as plain text that is safe in an attribute. */
export function introduction(markdown) {
  const paragraph = markdown.split(/\n{2,}/).find((block) => /^[\w`[]/.test(block)) ?? ''
  return paragraph.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*"<>&]/g, '').replace(/\s+/g, ' ')
}

/** The site has a switch for light and dark, so a media query cannot choose the picture. */
function picturesOf(html) {
  const pictures = html.replace(DARK_PICTURE, (_, dark, image) =>
    `<img class="only-light" ${image}><img class="only-dark" ${image.replace(/src="[^"]*"/, `src="${dark}"`)}>`)
  if (pictures.includes('<picture')) {
    throw new Error('A picture needs this form: <picture><source media="(prefers-color-scheme: dark)" srcset="…"><img …></picture>')
  }
  return pictures.replace(/(<img [^>]*?src=")(?![a-z]+:|[./])/g, '$1./')
}
