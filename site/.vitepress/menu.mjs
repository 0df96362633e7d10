// SPDX-License-Identifier: Apache-2.0

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The pages in the order of a reader: title in the menu, Markdown file in the repository. */
export const menu = [
  ['Begin', [
    ['Overview', 'README.md'],
    ['Getting started', 'docs/getting-started.md'],
    ['CORS in one page', 'docs/cors-in-one-page.md'],
    ['Moving over', 'docs/migration.md']
  ]],
  ['Configure', [
    ['Properties', 'docs/properties.md'],
    ['Recipes', 'docs/recipes.md'],
    ['Enforcement and CSRF', 'docs/enforcement.md'],
    ['WebSocket', 'docs/websocket.md'],
    ['Tests', 'docs/testing.md']
  ]],
  ['Find a fault', [
    ['Problems', 'docs/problems.md'],
    ['Denials', 'docs/denials.md'],
    ['Actuator', 'docs/actuator.md']
  ]],
  ['Run', [
    ['Deployment', 'docs/deployment.md'],
    ['Operations', 'docs/operations.md'],
    ['Scaling and tenants', 'docs/scaling.md'],
    ['Compatibility', 'docs/compatibility.md']
  ]],
  ['Know more', [
    ['Security model', 'docs/security-model.md'],
    ['Design', 'docs/design.md'],
    ['Changelog', 'CHANGELOG.md'],
    ['Contributing', 'CONTRIBUTING.md'],
    ['Report a vulnerability', 'SECURITY.md']
  ]]
]

/** The Markdown files that are pages. */
export const sources = menu.flatMap(([, entries]) => entries.map(([, source]) => source))

/** The path of a page below the base of the site, with the ending .md. */
export function pageOf(source) {
  return source === 'README.md' ? 'index.md' : source.replace(/^docs\//, '').toLowerCase()
}

/** Fails where a page is missing in the menu, or an entry of the menu has no page. */
export function checkMenu(root) {
  const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)
  const missing = docs.filter((source) => !sources.includes(source))
  const dead = sources.filter((source) => !existsSync(join(root, source)))
  const pages = sources.map(pageOf)
  const twice = sources.filter((source, index) => pages.indexOf(pageOf(source)) !== index)
  const faults = [
    ...missing.map((source) => `${source} is not in the menu`),
    ...dead.map((source) => `the menu names ${source}, which does not exist`),
    ...twice.map((source) => `${source} has the name of another page`)
  ]
  if (faults.length > 0) {
    throw new Error(`Correct site/.vitepress/menu.mjs:\n  ${faults.join('\n  ')}`)
  }
}
