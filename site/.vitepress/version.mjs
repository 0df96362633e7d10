// SPDX-License-Identifier: Apache-2.0

import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** The version in the root POM. */
export const version = readFileSync(join(root, 'pom.xml'), 'utf8')
  .match(/<artifactId>cors-parent<\/artifactId>\s*<version>([^<]+)<\/version>/)[1]

/** The folder of all versions on GitHub Pages, and the one of this version in it. */
export const site = '/cors/'
export const base = `${site}${version}/`
