// SPDX-License-Identifier: Apache-2.0

/**
 * What a person can press. A lesson is one request, or several that are sent one after the other.
 */
const json = { 'Content-Type': 'application/json' };

const lessons = [
	{
		id: 'simple-get',
		title: 'Simple GET',
		hint: 'No preflight: any page could always send this.',
		requests: [{ method: 'GET', path: '/api/notes' }],
	},
	{
		id: 'post-json',
		title: 'POST JSON',
		hint: 'No form can send JSON, so the browser asks first.',
		requests: [{ method: 'POST', path: '/api/notes', headers: json, body: '{"text":"Hello from another origin"}' }],
	},
	{
		id: 'put-json',
		title: 'PUT JSON',
		hint: 'A method that needs permission of its own.',
		requests: [{ method: 'PUT', path: '/api/notes/1', headers: json, body: '{"text":"Changed across origins"}' }],
	},
	{
		id: 'put-some-page',
		title: 'PUT /somePage',
		hint: 'Another path, another policy: it trusts http://siteA.com alone.',
		requests: [{ method: 'PUT', path: '/somePage', headers: json, body: '{"text":"Hello somePage"}' }],
	},
	{
		id: 'delete',
		title: 'DELETE',
		hint: 'Preflighted even without a body.',
		requests: [{ method: 'DELETE', path: '/api/notes/2' }],
	},
	{
		id: 'custom-header',
		title: 'A custom header',
		hint: 'GET, but with X-Trace-Id: asks first.',
		requests: [{ method: 'GET', path: '/api/echo', headers: { 'X-Trace-Id': 'a1b2c3' } }],
	},
	{
		id: 'cookie',
		title: 'With a cookie',
		hint: 'One call sets it, the next one brings it back.',
		requests: [
			{ method: 'GET', path: '/api/cookie', credentials: true },
			{ method: 'GET', path: '/api/echo', credentials: true },
		],
	},
	{
		id: 'broken',
		title: 'A server error',
		hint: 'The endpoint throws: can the script see the 500?',
		requests: [{ method: 'GET', path: '/api/broken' }],
	},
	{
		id: 'partner-get',
		profile: 'resolver',
		title: 'GET from the partner’s host',
		hint: 'The same path as the simple GET, but another host: the resolver gives it another policy.',
		requests: [{ method: 'GET', host: 'partner.localhost', path: '/api/notes' }],
	},
	{
		id: 'partner-put',
		profile: 'resolver',
		title: 'PUT at the partner’s host',
		hint: 'The partner’s policy is read-only, whichever page asks.',
		requests: [{ method: 'PUT', host: 'partner.localhost', path: '/api/notes/1', headers: json, body: '{"text":"Changed by the partner"}' }],
	},
];

/** The lessons of a profile: those of all profiles, and its own. */
export function lessonsOf(profile) {
	return lessons.filter((lesson) => lesson.profile === undefined || lesson.profile === profile);
}

/** The origin that a request is addressed to: the API's, perhaps under another name. */
export function targetOf(request, apiOrigin) {
	return request.host ? apiOrigin.replace('//localhost', `//${request.host}`) : apiOrigin;
}

const simpleMethods = ['GET', 'HEAD', 'POST'];

/** The names of the headers that a browser asks permission for. The lessons' only content type besides a form's is JSON. */
export function namesToAskFor(request) {
	return Object.keys(request.headers ?? {});
}

/** Whether a browser asks the server before it sends this. */
export function needsPreflight(request) {
	return !simpleMethods.includes(request.method) || namesToAskFor(request).length > 0;
}
