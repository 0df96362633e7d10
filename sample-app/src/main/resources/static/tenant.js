// SPDX-License-Identifier: Apache-2.0

import { readable } from './readable.js';
import { isOwnPage } from './twin.js';

/** Tells the sample's page, and no other, what this page can read. */
addEventListener('message', async ({ data, origin, source }) => {
	if (isOwnPage(origin)) {
		source.postMessage({ question: data.question, answers: await readable(data.tenants, data.apiPort) }, origin);
	}
});
document.body.dataset.ready = 'true';
