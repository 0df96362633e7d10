// SPDX-License-Identifier: Apache-2.0

/** The same server under its other name: to browsers another origin, and another site. */
export const twinOrigin = location.origin.replace(location.hostname, location.hostname === 'localhost' ? '127.0.0.1' : 'localhost');
