// SPDX-License-Identifier: Apache-2.0

import { byId, element, showVerdict, status } from './view.js';

/** What each check asks for, by the code of the denial where it fails. */
const checks = {
	'malformed-origin': 'one Origin, and well formed',
	'origin-not-allowed': 'the origin is allowed',
	'malformed-method': 'one requested method, and well formed',
	'method-not-allowed': 'the method is allowed',
	'header-not-allowed': 'the headers are allowed',
	'not-own-origin': 'sent to one of the own origins',
	'cross-site-request': 'not sent by a page of another site',
};

/** Has the form ask the actuator's endpoint. */
export function askPanel() {
	const question = byId('question');
	question.elements.origin.value = location.origin;
	question.addEventListener('submit', (event) => {
		event.preventDefault();
		ask(new FormData(question));
	});
}

async function ask(fields) {
	const place = byId('decision');
	place.setAttribute('aria-busy', 'true');
	const filled = [...fields].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== '');
	try {
		const response = await fetch(`/actuator/cors?${new URLSearchParams(filled)}`);
		if (!response.ok) {
			throw new Error(`status ${response.status}`);
		}
		const decision = await response.json();
		showVerdict(byId('decision-verdict'), verdict(decision));
		byId('steps').replaceChildren(...stepsView(decision));
	}
	catch (error) {
		showVerdict(byId('decision-verdict'), { kind: 'blocked', label: 'No answer', sentence: `The endpoint did not answer: ${error.message}.` });
		byId('steps').replaceChildren();
	}
	place.dataset.answered = 'true';
	place.setAttribute('aria-busy', 'false');
}

function verdict({ policy, preflight, request, summary }) {
	if (policy === null) {
		return { kind: 'waiting', label: 'Not covered', sentence: summary };
	}
	const denied = [preflight, request].some((verdict) => verdict?.reason);
	return denied ? { kind: 'blocked', label: `Denied by the policy “${policy}”`, sentence: summary }
		: { kind: 'allowed', label: `Allowed by the policy “${policy}”`, sentence: summary };
}

function stepsView({ preflight, request }) {
	const parts = [];
	if (preflight) {
		parts.push(card('preflight', 'Preflight', 'the browser asks first', preflight));
	}
	if (request) {
		const sent = preflight?.reason ? 'never sent, since the preflight fails' : 'what the script asked for';
		parts.push(card('actual', 'Actual request', sent, request));
	}
	return parts;
}

function card(kind, badge, what, { status: code, reason, steps, headers }) {
	return element('div', { class: 'exchange', 'data-kind': kind },
		element('p', { class: 'exchange-title' }, element('span', { class: 'badge' }, badge), what,
			...(code ? [status(code)] : [])),
		element('ol', { class: 'checks' }, ...steps.map(({ check, passed }) => element('li', { 'data-passed': passed },
			checks[check] ?? check, ...(passed ? [] : [' ', element('code', {}, reason)])))),
		element('pre', { class: 'body', tabindex: '0', 'aria-label': 'Headers that the policy adds' },
			headers.length > 0 ? headers.join('\n') : 'no headers'));
}
