// SPDX-License-Identifier: Apache-2.0

import { readable } from './readable.js';
import { under } from './twin.js';
import { byId, element } from './view.js';

/** So many tenants are asked, so that the table stays readable. */
const MOST = 4;

/** A frame that has not answered by then cannot be reached. */
const PATIENCE = 10_000;

/** The frames of the tenants' pages, by tenant. */
const frames = new Map();

/**
 * Has the page of each tenant ask the API of each tenant, and shows who may read what.
 * @param tenants names of tenants
 * @param apiPort the port of their APIs
 */
export async function askEachOther(tenants, apiPort) {
	const place = byId('matrix');
	place.setAttribute('aria-busy', 'true');
	const asked = tenants.slice(0, MOST);
	const rows = await Promise.all([
		...asked.map(async (tenant) => ({ page: under(`${tenant}.localhost`), answers: await askPageOf(tenant, asked, apiPort) })),
		readable(asked, apiPort).then((answers) => ({ page: location.origin, answers })),
	]);
	byId('matrix-head').replaceChildren(element('td', {}), ...asked.map((tenant) => element('th', { scope: 'col' }, tenant)));
	byId('matrix-rows').replaceChildren(...rows.map(({ page, answers }) => element('tr', { 'data-page': page },
		element('th', { scope: 'row' }, element('code', {}, page)), ...asked.map((tenant, index) => cell(tenant, answers?.[index])))));
	byId('unreachable').hidden = rows.every(({ answers }) => answers !== null);
	place.setAttribute('aria-busy', 'false');
}

function cell(tenant, answer) {
	const [kind, text] = answer === undefined ? ['waiting', 'no answer'] : answer ? ['allowed', 'reads'] : ['blocked', 'blocked'];
	return element('td', { 'data-tenant': tenant, 'data-kind': kind }, text);
}

/** What the page of a tenant can read; `null` if the browser does not find its host. */
async function askPageOf(tenant, tenants, apiPort) {
	const origin = under(`${tenant}.localhost`);
	const question = crypto.randomUUID();
	const answered = new Promise((resolve) => {
		const timer = setTimeout(() => end(null), PATIENCE);
		const listen = (event) => {
			if (event.origin === origin && event.data?.question === question) {
				end(event.data.answers);
			}
		};
		const end = (answers) => {
			clearTimeout(timer);
			removeEventListener('message', listen);
			resolve(answers);
		};
		addEventListener('message', listen);
	});
	const frame = await frameOf(tenant, origin);
	frame.contentWindow.postMessage({ question, tenants, apiPort }, origin);
	return answered;
}

function frameOf(tenant, origin) {
	if (!frames.has(tenant)) {
		const frame = element('iframe', { src: `${origin}/tenant.html`, title: `The page of ${tenant}`, hidden: '' });
		frames.set(tenant, new Promise((resolve) => frame.addEventListener('load', () => resolve(frame), { once: true })));
		byId('tenant-pages').append(frame);
	}
	return frames.get(tenant);
}
