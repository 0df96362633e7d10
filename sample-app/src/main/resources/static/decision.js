// SPDX-License-Identifier: Apache-2.0

import { namesToAskFor } from './lessons.js';

/**
 * Asks the actuator's endpoint what becomes of a request.
 * @param question the endpoint's parameters by name; empty ones are left out
 */
export async function decisionOn(question) {
	const given = Object.entries(question).filter(([, value]) => value);
	return ask(`/actuator/cors?${new URLSearchParams(given)}`);
}

/** The policy with a name: its settings, and where each of them was set. */
export async function policyNamed(name) {
	const { policies } = await ask(`/actuator/cors?${new URLSearchParams({ policy: name })}`);
	return policies[0];
}

/** The question about a request of a lesson, as this page sends it. */
export function questionOf(request, url) {
	return {
		path: url,
		origin: location.origin,
		method: request.method,
		headers: namesToAskFor(request).join(', '),
		credentials: request.credentials ? 'true' : '',
	};
}

async function ask(url) {
	const response = await fetch(url);
	if (!response.ok) {
		const { message } = await response.json().catch(() => ({}));
		throw new Error(message ?? `status ${response.status}`);
	}
	return response.json();
}
