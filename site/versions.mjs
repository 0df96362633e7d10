// SPDX-License-Identifier: Apache-2.0
//
// Writes what is above the folders of the versions: a list of them, the way to the newest one, and a page for dead addresses.
//
//   node site/versions.mjs <folder>
//
// Needs no package, so that the job that publishes runs nothing but this.

import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const VERSION = /^(\d+)\.(\d+)\.(\d+)(-[\w.]+)?$/

/** Sorts versions, the newest first, and leaves out other names. */
export function newestFirst(names) {
  return names.filter((name) => VERSION.test(name)).sort((one, other) => {
    const [, ...left] = one.match(VERSION)
    const [, ...right] = other.match(VERSION)
    for (let part = 0; part < 3; part++) {
      if (left[part] !== right[part]) {
        return right[part] - left[part]
      }
    }
    // A release is newer than its candidates.
    return (left[3] ? 1 : 0) - (right[3] ? 1 : 0) || (left[3] < right[3] ? 1 : -1)
  })
}

/** The version that an address without one leads to. */
export function newestRelease(versions) {
  return versions.find((version) => !version.includes('-')) ?? versions[0]
}

function write(folder) {
  const versions = newestFirst(readdirSync(folder))
  const newest = newestRelease(versions)
  if (!newest || !existsSync(join(folder, newest, 'index.html'))) {
    throw new Error(`${folder} has no version of the site`)
  }
  writeFileSync(join(folder, 'versions.json'), `${JSON.stringify(versions)}\n`)
  writeFileSync(join(folder, 'index.html'), `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=${newest}/">
<title>Origin Access</title>
<a href="${newest}/">Origin Access ${newest}</a>
</html>
`)
  // Otherwise GitHub Pages leaves out files that begin with an underscore.
  writeFileSync(join(folder, '.nojekyll'), '')
  copyFileSync(join(folder, newest, '404.html'), join(folder, '404.html'))
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  write(process.argv[2])
}
