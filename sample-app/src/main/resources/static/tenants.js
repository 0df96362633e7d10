// SPDX-License-Identifier: Apache-2.0

import { twinOrigin } from './twin.js';
import { byId, element, showVerdict } from './view.js';

/** How often to ask for the decision, and when to stop: the application pulls every second. */
const BETWEEN_LOOKS = 200;
const PATIENCE_IN_SECONDS = 15;

const form = byId('tenant-form');
const place = byId('tenant-result');

/** Shows the panel of the profile that has tenants. */
export async function tenantsPanel() {
	byId('tenants').hidden = false;
	form.elements.origin.value = twinOrigin;
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		act(add);
	});
	await act(list, false);
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
		show('blocked', 'No answer', `Nothing is known of the change: ${error.message}.`);
	}
	if (answers) {
		place.dataset.answered = 'true';
	}
	place.setAttribute('aria-busy', 'false');
}

async function list() {
	const rows = await (await ask('/tenants')).json();
	byId('tenant-rows').replaceChildren(...rows.map(({ tenant, origin }) => {
		const button = element('button', { type: 'button', class: 'quiet', 'aria-label': `Remove ${origin} of ${tenant}` }, 'Remove');
		button.addEventListener('click', () => act(() => remove(tenant, origin)));
		return element('li', { 'data-origin': origin }, element('span', { class: 'role' }, tenant), element('code', {}, origin), button);
	}));
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
	const { origin } = await checked(response).json();
	await list();
	await follow(origin, true, 'added');
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
	await list();
	await follow(origin, false, 'removed');
}

/** Asks the policies in force until they decide as they should: nobody tells them of the change, they pull it. */
async function follow(origin, wanted, done) {
	const example = exampleOf(origin);
	const begun = performance.now();
	const seconds = () => ((performance.now() - begun) / 1000).toFixed(1);
	show('waiting', 'In the database, not yet in force', `${origin} is ${done}. Each instance finds that when it asks next.`);
	while (performance.now() - begun < PATIENCE_IN_SECONDS * 1000) {
		const { request } = await (await ask(`/actuator/cors?${new URLSearchParams({ path: '/api/notes', method: 'GET', origin: example })}`)).json();
		if (!request.reason === wanted) {
			show(wanted ? 'allowed' : 'blocked', wanted ? 'Allowed' : 'Denied',
				`Scripts of ${example} ${wanted ? 'may' : 'may no longer'} read the API, ${seconds()} s after ${origin} was ${done}.`);
			return;
		}
		await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
	}
	show('waiting', 'As before', wanted ? `${example} is still denied after ${seconds()} s: see /actuator/health and the log.`
		: `${example} is still allowed after ${seconds()} s: the properties or another row allow it, or the database cannot be read.`);
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
