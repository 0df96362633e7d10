// SPDX-License-Identifier: Apache-2.0

/** The same server under its other name: to browsers another origin, and another site. */
export const twinOrigin = under(location.hostname === 'localhost' ? '127.0.0.1' : 'localhost');

/** The same server under another name. */
export function under(name) {
	return location.origin.replace(location.hostname, name);
}

/** Whether an origin is one of the sample's page, and of no tenant. */
export function isOwnPage(origin) {
	return [under('localhost'), under('127.0.0.1')].includes(origin);
}
