// SPDX-License-Identifier: Apache-2.0

import { decisionOn, policyNamed } from './decision.js';
import { byId, element, reveal, showVerdict, status } from './view.js';

/** What each check asks for, by the code of the denial where it fails. */
const checks = {
	'malformed-origin': 'there is one well-formed Origin',
	'origin-not-allowed': 'the origin is allowed',
	'malformed-method': 'there is one well-formed requested method',
	'method-not-allowed': 'the method is allowed',
	'header-not-allowed': 'the headers are allowed',
	'not-own-origin': 'the request is of one of the own origins',
	'cross-site-request': 'no page of another site has sent it',
	'ambiguous-path': 'every reading of the path is covered',
	'missing-policy': 'the policy exists',
};

const question = byId('question');

/** Has the form ask the actuator's endpoint. */
export function askPanel() {
	question.elements.origin.defaultValue = location.origin;
	question.addEventListener('submit', (event) => {
		event.preventDefault();
		ask();
	});
}

/**
 * Asks about a request, with the form filled in for it.
 * @param values the endpoint's parameters by name
 */
export async function askAbout(values) {
	for (const field of question.elements) {
		if (field.type === 'checkbox') {
			field.checked = Boolean(values[field.name]);
		}
		else if (field.name) {
			field.value = values[field.name] ?? '';
		}
	}
	await ask();
	byId('decision').focus({ preventScroll: true });
	reveal(byId('decision'), byId('decision-verdict'));
}

async function ask() {
	const place = byId('decision');
	place.setAttribute('aria-busy', 'true');
	try {
		const decision = await decisionOn(Object.fromEntries([...new FormData(question)].map(([name, value]) => [name, value.trim()])));
		const policy = decision.policy === null ? null : await policyNamed(decision.policy);
		showVerdict(byId('decision-verdict'), verdict(decision));
		byId('decision-browser').textContent = [decision.browser, decision.remark].filter(Boolean).join(' ');
		byId('steps').replaceChildren(...stepsView(decision), ...(policy ? [settingsView(policy)] : []));
	}
	catch (error) {
		showVerdict(byId('decision-verdict'), { kind: 'blocked', label: 'No answer', sentence: `The endpoint did not answer: ${error.message}.` });
		byId('decision-browser').textContent = '';
		byId('steps').replaceChildren();
	}
	place.dataset.answered = 'true';
	place.setAttribute('aria-busy', 'false');
}

function verdict({ policy, preflight, request, readable, summary }) {
	if (policy === null) {
		return { kind: 'waiting', label: 'Not covered', sentence: summary };
	}
	if ([preflight, request].some((decision) => decision?.reason)) {
		return { kind: 'blocked', label: `Denied by the policy “${policy}”`, sentence: summary };
	}
	return readable === false ? { kind: 'blocked', label: `Allowed without cookies by the policy “${policy}”`, sentence: summary }
		: { kind: 'allowed', label: `Allowed by the policy “${policy}”`, sentence: summary };
}

function stepsView({ preflight, request }) {
	const parts = [];
	if (preflight) {
		parts.push(card('preflight', 'Preflight', 'the browser asks first', preflight));
	}
	if (request) {
		const sent = preflight?.reason ? 'never sent, because the preflight is denied' : 'the request of the script';
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

/** The settings of the policy that decided, and where each was set. */
function settingsView({ name, settings, counts, sources }) {
	return element('details', { class: 'policy-settings' },
		element('summary', {}, `The settings of “${name}”, and where they were set`),
		element('dl', {}, ...Object.entries(settings).map(([setting, value]) => element('div', {},
			element('dt', {}, setting), element('dd', {}, textOf(value, counts[setting])),
			element('dd', { class: 'role' }, sources[setting])))));
}

function textOf(value, count) {
	if (!Array.isArray(value)) {
		return value === null ? 'not set' : String(value);
	}
	if (value.length === 0) {
		return 'none';
	}
	return value.join(', ') + (count > value.length ? `, … (${count} in all)` : '');
}
