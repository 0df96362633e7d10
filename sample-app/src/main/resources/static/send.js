// SPDX-License-Identifier: Apache-2.0

import { twinOrigin } from './twin.js';
import { byId, exchangeItem, showVerdict } from './view.js';
import { wireLog } from './wire.js';

/** How often to look for a form that was sent but has not arrived, and how long to wait in between. */
const LOOKS = 40;
const BETWEEN_LOOKS = 50;

/** When to stop looking whatever the server does, longer than it takes to answer. */
const PATIENCE_IN_SECONDS = 10;

/** What the switch said when a form was given its run. */
const issued = new Map();

/**
 * Prepares both forms, this page's and the foreign page's, for whatever the switch says. Under other names than these two, a
 * resolver may choose another policy for the guestbook.
 */
export function sendPanel() {
	byId('send').hidden = false;
	byId('foreign-origin').textContent = twinOrigin;
	byId('enforcement').addEventListener('change', prepare);
	byId('own-form').addEventListener('submit', () => {
		watch('this page', location.origin, byId('own-form').dataset.run);
	});
	addEventListener('message', ({ origin, source, data }) => {
		if (origin === twinOrigin && source === byId('foreign').contentWindow && issued.has(data?.sent)) {
			watch('the foreign page', twinOrigin, data.sent);
		}
	});
	prepare();
}

function prepare() {
	const own = byId('own-form');
	own.dataset.run = issue();
	own.action = `/guestbook/${enforcement()}?run=${own.dataset.run}`;
	byId('foreign').src = `${twinOrigin}/foreign.html?enforcement=${enforcement()}&id=${issue()}`;
}

function issue() {
	const run = crypto.randomUUID();
	issued.set(run, enforcement());
	return run;
}

function enforcement() {
	return byId('enforcement').querySelector(':checked').value;
}

async function watch(who, origin, run) {
	const place = byId('sent');
	const said = issued.get(run);
	place.setAttribute('aria-busy', 'true');
	try {
		const exchange = await arrival(run, AbortSignal.timeout(PATIENCE_IN_SECONDS * 1000));
		showVerdict(byId('sent-verdict'), exchange ? verdict(exchange, who, origin, said)
			: { kind: 'blocked', label: 'Nothing arrived', sentence: 'The form has not reached the server.' });
		byId('sent-wire').replaceChildren(...(exchange ? [exchangeItem(exchange, false)] : []));
		prepare();
	}
	catch (error) {
		// The forms stay as they are: with no server, the foreign page would not load again.
		showVerdict(byId('sent-verdict'), { kind: 'blocked', label: 'No answer', sentence: `It is unknown whether the form arrived, because this page’s own server ${complaint(error)}. Press the button again when the server runs.` });
		byId('sent-wire').replaceChildren();
	}
	place.dataset.answered = said;
	place.setAttribute('aria-busy', 'false');
}

function complaint({ name, message }) {
	switch (name) {
		case 'TimeoutError': return `has not responded for ${PATIENCE_IN_SECONDS} seconds`;
		case 'TypeError': return 'cannot be reached';
		default: return `failed (${message})`;
	}
}

async function arrival(run, signal) {
	for (let look = 0; look < LOOKS; look++) {
		const [exchange] = await wireLog(run, 0, signal);
		if (exchange) {
			return exchange;
		}
		await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
	}
	return null;
}

function verdict({ status, denial }, who, origin, said) {
	if (status === 403) {
		return { kind: 'blocked', label: 'Refused', sentence: `The server answered 403 before the application saw anything: ${denial?.sentence ?? 'a policy refused it'}.` };
	}
	const why = origin === location.origin ? 'a page may always send to its own origin'
		: `with enforcement: ${said}, the policy only keeps ${who} from reading the response`;
	return { kind: 'allowed', label: 'Signed', sentence: `The form of ${who} reached the application: ${why}.` };
}
