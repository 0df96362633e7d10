// SPDX-License-Identifier: Apache-2.0

import { namesToAskFor, needsPreflight } from './lessons.js';

/** The value of a recorded header, or undefined. */
export function header(headers, name) {
	return headers.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase())?.value;
}

/** Whether a response permits some origin at all. */
export function namesAnOrigin(exchange) {
	return header(exchange.responseHeaders, 'Access-Control-Allow-Origin') !== undefined;
}

/**
 * Says in one sentence what happened, from what the script got and what the server saw.
 * @param run `request` the last request that was sent; `answers` what the script got; `error` what it caught instead, if
 * anything; `exchanges` what the server saw; `origin` the page's; `apiOrigin`; `decision` the endpoint's on the same
 * request, `null` if it gave none
 */
export function verdict(run) {
	if (run.origin === run.apiOrigin) {
		return { kind: 'allowed', label: 'Same origin', sentence: 'The page and the API have the same origin, so CORS does not apply.' };
	}
	return run.error ? blocked(run) : allowed(run);
}

function allowed({ request, answers, exchanges }) {
	const answer = answers.at(-1);
	const told = (sentence) => ({ kind: 'allowed', label: 'Allowed', sentence });
	if (request.credentials) {
		return JSON.parse(answer.body).cookie
			? told('The cookie that the first response set came back with the second request. The script asked for credentials, and both responses have Access-Control-Allow-Credentials: true.')
			: told('The script may read the response, but no cookie arrived. The browser did not keep it or did not send it.');
	}
	if (answer.status >= 500) {
		return told(`The server failed with ${answer.status}, but even that response names your origin, so the script can read the status.`);
	}
	if (!needsPreflight(request)) {
		return told(`A plain ${request.method} needs no preflight, and the response names your origin, so the script may read it.`);
	}
	if (!exchanges.some((exchange) => exchange.preflight)) {
		return told(`No preflight this time: the browser remembered the response for this URL and sent the ${request.method} at once. The response names your origin.`);
	}
	return told(`The preflight permitted ${asked(request)}, and the response names your origin, so the script may read it.`);
}

function blocked({ request, exchanges, apiOrigin, decision }) {
	const because = decision ? ` ${decision.summary}` : '';
	const told = (sentence) => ({ kind: 'blocked', label: 'Blocked', sentence: sentence + because });
	const last = exchanges.at(-1);
	if (!last) {
		return { kind: 'blocked', label: 'No answer', sentence: `Nothing arrived at ${apiOrigin}. Check that the API runs there.` };
	}
	if (last.preflight) {
		return told(`The preflight was refused with ${last.status}, so the browser never sent the ${request.method}.`);
	}
	if (!namesAnOrigin(last)) {
		return told(`The server answered ${last.status}, but the response has no Access-Control-Allow-Origin, so the browser keeps it from the script.`);
	}
	return told(`The server answered ${last.status}, but the Access-Control headers of the response do not permit this request.`);
}

function asked(request) {
	const names = namesToAskFor(request);
	return names.length > 0 ? `${request.method} with ${names.join(', ')}` : request.method;
}
