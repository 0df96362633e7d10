// SPDX-License-Identifier: Apache-2.0

import { element } from './view.js';

/** The documentation of the project, as its repository shows it. */
const documents = 'https://github.com/originaccess/cors/blob/main/docs/';

/** A link to a heading of the documentation, such as `denials.md#the-codes`. */
export function documentLink(heading, text) {
	return element('a', { href: documents + heading }, text);
}
