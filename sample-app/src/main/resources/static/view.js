// SPDX-License-Identifier: Apache-2.0

import { needsPreflight } from './lessons.js';
import { namesAnOrigin } from './verdict.js';

export const byId = (id) => document.getElementById(id);

/**
 * Makes an element. Children are elements or texts; a text is always only a text, so that nothing that came over the wire
 * can become markup.
 */
export function element(tag, attributes = {}, ...children) {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		made.setAttribute(name, value);
	}
	made.append(...children);
	return made;
}

export function lessonButton(lesson) {
	const { method } = lesson.requests[0];
	return element('button', { type: 'button', class: 'lesson', id: lesson.id },
		element('span', { class: 'method', 'data-method': method }, method),
		element('span', { class: 'lesson-text' },
			element('span', { class: 'lesson-title' }, lesson.title),
			element('span', { class: 'lesson-hint' }, lesson.hint)));
}

/** What the script got: one card per answer, and one for the error. */
export function scriptView({ answers, error }) {
	const cards = answers.map((answer) => element('div', { class: 'card' },
		element('p', { class: 'got' }, status(answer.status), element('code', {}, `${answer.method} ${answer.path}`)),
		headerList(answer.headers, []),
		...(answer.body ? [element('pre', { class: 'body', tabindex: '0', 'aria-label': 'Body' }, answer.body)] : [])));
	if (error) {
		cards.push(element('div', { class: 'card' },
			element('p', { class: 'got' }, element('span', { class: 'status', 'data-class': 'error' }, error.name),
				element('code', {}, error.message)),
			element('p', { class: 'note' }, 'The script gets an error, but no status, header, body or reason. The browser’s console says more.')));
	}
	return cards;
}

/** What the server saw, and what it did not see although one might expect it. */
export function wireView({ request, exchanges, error, origin, apiOrigin }) {
	const crossOrigin = origin !== apiOrigin;
	const items = exchanges.map((exchange) => exchangeItem(exchange, crossOrigin));
	const preflight = exchanges.find((exchange) => exchange.preflight);
	const actual = exchanges.find((exchange) => !exchange.preflight);
	if (crossOrigin && needsPreflight(request) && actual && !preflight) {
		items.unshift(ghost('preflight', 'Preflight', `OPTIONS ${actual.path}`, 'not sent: the browser remembered the earlier response (Access-Control-Max-Age)'));
	}
	if (preflight && !actual && error) {
		items.push(ghost('actual', 'Actual request', `${request.method} ${request.path}`, 'never sent: the preflight did not permit it'));
	}
	return items;
}

/** Both sides of one exchange. */
export function exchangeItem(exchange, crossOrigin) {
	const kind = exchange.preflight ? 'preflight' : 'actual';
	return element('li', { class: 'exchange', 'data-kind': kind },
		element('p', { class: 'exchange-title' },
			element('span', { class: 'badge' }, exchange.preflight ? 'Preflight' : 'Actual request'),
			exchange.preflight ? 'the browser asks by itself, without cookies' : 'the request of the page'),
		element('div', { class: 'messages' },
			element('div', { class: 'message request' },
				element('p', { class: 'line' }, element('code', {}, `${exchange.method} ${exchange.path}`)),
				headerList(exchange.requestHeaders, [])),
			element('div', { class: 'message response' },
				element('p', { class: 'line' }, status(exchange.status)),
				headerList(exchange.responseHeaders,
					crossOrigin && !namesAnOrigin(exchange) ? ['Access-Control-Allow-Origin'] : []))));
}

function ghost(kind, badge, line, why) {
	return element('li', { class: 'exchange ghost', 'data-kind': kind },
		element('p', { class: 'exchange-title' }, element('span', { class: 'badge' }, badge), element('code', {}, line)),
		element('p', { class: 'note' }, why));
}

const telling = /^(origin|vary|cookie|set-cookie|content-type|x-.*|access-control-.*)$/i;

/** The headers that matter to CORS, the ones that are missing, and the others on request. */
function headerList(headers, missing) {
	const list = element('dl', { class: 'headers' }, ...missing.map((name) => headerRow(name, 'missing', 'missing')),
		...headers.filter(({ name }) => telling.test(name)).map(({ name, value }) => headerRow(name, value, kindOf(name))));
	const others = headers.filter(({ name }) => !telling.test(name));
	const parts = element('div', { class: 'header-block' });
	if (list.childElementCount > 0) {
		parts.append(list);
	}
	if (others.length > 0) {
		parts.append(element('details', {},
			element('summary', {}, others.length === 1 ? '1 more header' : `${others.length} more headers`),
			element('dl', { class: 'headers' }, ...others.map(({ name, value }) => headerRow(name, value, 'other')))));
	}
	return parts;
}

function headerRow(name, value, kind) {
	return element('div', { 'data-kind': kind }, element('dt', {}, name), element('dd', {}, value));
}

function kindOf(name) {
	if (/^(origin|access-control-request-.*)$/i.test(name)) {
		return 'ask';
	}
	return /^access-control-/i.test(name) ? 'permit' : 'plain';
}

/**
 * Fills a verdict's place.
 * @param place the element
 * @param verdict `kind` allowed, blocked or waiting; `label`; `sentence`
 */
export function showVerdict(place, { kind, label, sentence }) {
	place.dataset.kind = kind;
	place.querySelector('.verdict-label').textContent = label;
	place.querySelector('.verdict-sentence').textContent = sentence;
}

/**
 * Scrolls to a result whose verdict is out of sight. On a narrow screen the result is below the buttons; on a wide one it
 * may be above.
 */
export function reveal(result, verdict) {
	const { top, bottom } = verdict.getBoundingClientRect();
	if (top < 0 || bottom > innerHeight) {
		const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
		result.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
	}
}

const phrases = {
	200: 'OK', 201: 'Created', 204: 'No Content', 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found',
	405: 'Method Not Allowed', 500: 'Internal Server Error',
};

/** A status with its usual phrase. */
export function status(code) {
	return element('span', { class: 'status', 'data-class': code < 400 ? 'good' : 'bad' }, `${code} ${phrases[code] ?? ''}`.trim());
}
