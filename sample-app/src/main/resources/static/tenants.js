// SPDX-License-Identifier: Apache-2.0

import { decisionOn } from './decision.js';
import { askEachOther } from './matrix.js';
import { apiOf } from './readable.js';
import { under } from './twin.js';
import { byId, element, showVerdict } from './view.js';

/** How often to ask for the decision, and when to stop: without a push, the application reads every second. */
const BETWEEN_LOOKS = 200;
const PATIENCE_IN_SECONDS = 15;

const form = byId('tenant-form');
const place = byId('tenant-result');

let apiPort;

/** Shows the panel of the profile that has tenants. */
export async function tenantsPanel({ apiOrigin }) {
	apiPort = new URL(apiOrigin).port;
	byId('tenants').hidden = false;
	form.elements.origin.value = under('globex.localhost');
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		act(add);
	});
	byId('ask-again').addEventListener('click', () => act(showAll));
	await act(showAll, false);
}

/** One thing at a time, and whatever goes wrong is said. */
async function act(action, answers = true) {
	if (place.getAttribute('aria-busy') === 'true') {
		return;
	}
	place.setAttribute('aria-busy', 'true');
	try {
		await action();
	}
	catch (error) {
		show('blocked', 'No answer', `The state of the change is unknown: ${error.message}.`);
	}
	if (answers) {
		place.dataset.answered = 'true';
	}
	place.setAttribute('aria-busy', 'false');
}

/** Shows the tenants in the database, and what their pages may read at this moment. */
async function showAll() {
	const tenants = await (await ask('/tenants')).json();
	byId('tenant-rows').replaceChildren(...tenants.flatMap(({ name, origins }) => [
		row(name, null, element('strong', {}, name), `Remove the tenant ${name}`, () => removeTenant(name)),
		...origins.map((origin) => row(name, origin, element('code', {}, origin), `Remove ${origin} of ${name}`, () => remove(name, origin))),
	]));
	await askEachOther(tenants.map(({ name }) => name), apiPort);
}

function row(tenant, origin, what, label, action) {
	const button = element('button', { type: 'button', class: 'quiet', 'aria-label': label }, 'Remove');
	button.addEventListener('click', async () => {
		await act(action);
		// The button is gone, and a keyboard would start at the top again.
		byId('tenant-rows').focus({ preventScroll: true });
	});
	return element('li', { 'data-tenant': tenant, ...(origin === null ? { class: 'tenant' } : { 'data-origin': origin }) }, what, button);
}

async function add() {
	byId('tenant-instead').replaceChildren();
	const response = await fetch('/tenants', {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(Object.fromEntries(new FormData(form))),
	});
	if (response.status === 400) {
		refused(await response.json());
		return;
	}
	const { tenant, origin } = await checked(response).json();
	await follow(tenant, origin, true, 'added');
}

function refused(refusals) {
	show('blocked', 'Not added', `${refusals.map(({ reason }) => reason).join('. ')}.`);
	byId('tenant-instead').replaceChildren(...refusals.filter(({ instead }) => instead).map(({ instead }) => {
		const button = element('button', { type: 'button', class: 'quiet' }, `Write ${instead}`);
		button.addEventListener('click', () => form.elements.origin.value = instead);
		return button;
	}));
}

async function remove(tenant, origin) {
	byId('tenant-instead').replaceChildren();
	await ask(`/tenants?${new URLSearchParams({ tenant, origin })}`, { method: 'DELETE' });
	await follow(tenant, origin, false, 'removed');
}

/** Its policy is gone then, so the page of the tenant itself is refused as well. */
async function removeTenant(tenant) {
	byId('tenant-instead').replaceChildren();
	await ask(`/tenants?${new URLSearchParams({ tenant })}`, { method: 'DELETE' });
	await follow(tenant, under(`${tenant}.localhost`), false, 'removed with its tenant');
}

/** Asks the policies in force until they decide as they should. The form writes to the database, and to no instance. */
async function follow(tenant, origin, wanted, done) {
	const example = exampleOf(origin);
	const api = apiOf(tenant, apiPort);
	const begun = performance.now();
	const seconds = () => ((performance.now() - begun) / 1000).toFixed(1);
	show('waiting', 'In the database, not yet in force', `${origin} is ${done}. Each instance applies that when it next reads the database.`);
	while (performance.now() - begun < PATIENCE_IN_SECONDS * 1000) {
		const { request } = await decisionOn({ path: `${api}/api/customers`, origin: example });
		if (!request.reason === wanted) {
			show(wanted ? 'allowed' : 'blocked', wanted ? 'Allowed' : 'Denied',
				`Scripts of ${example} ${wanted ? 'may' : 'may no longer'} read ${api}, ${seconds()} s after ${origin} was ${done}.`);
			await showAll();
			return;
		}
		await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
	}
	show('waiting', 'As before', wanted ? `${example} is still denied after ${seconds()} s: see /actuator/health and the log.`
		: `${example} is still allowed after ${seconds()} s: another row allows it, or the database cannot be read.`);
	await showAll();
}

/** Some origin that a pattern means, as a browser would write it, since decisions are about origins. */
function exampleOf(pattern) {
	const example = pattern.replace(/:\*$/, ':4000').replace(/:\[(\d+).*$/, ':$1').replaceAll('*', 'any');
	const { origin } = new URL(example);
	return origin === 'null' ? example : origin;
}

async function ask(url, options) {
	return checked(await fetch(url, options));
}

function checked(response) {
	if (!response.ok) {
		throw new Error(`the server answered ${response.status}`);
	}
	return response;
}

function show(kind, label, sentence) {
	showVerdict(byId('tenant-verdict'), { kind, label, sentence });
}
