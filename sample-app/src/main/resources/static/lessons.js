// SPDX-License-Identifier: Apache-2.0

/**
 * What a person can press. A lesson is one request, or several that are sent one after the other, and a heading of the
 * documentation that explains it.
 */
const json = { 'Content-Type': 'application/json' };

const lessons = [
	{
		id: 'simple-get',
		title: 'Simple GET',
		hint: 'No preflight: every page can send this request.',
		read: { heading: 'cors-in-one-page.md#a-simple-request', text: 'What is a simple request?' },
		requests: [{ method: 'GET', path: '/api/notes' }],
	},
	{
		id: 'post-json',
		title: 'POST JSON',
		hint: 'No form can send JSON, so the browser asks first.',
		read: { heading: 'denials.md#header-not-allowed', text: 'When is a request header not allowed?' },
		requests: [{ method: 'POST', path: '/api/notes', headers: json, body: '{"text":"Hello from another origin"}' }],
	},
	{
		id: 'put-json',
		title: 'PUT JSON',
		hint: 'The browser asks whether PUT is allowed.',
		read: { heading: 'denials.md#method-not-allowed', text: 'When is a method not allowed?' },
		requests: [{ method: 'PUT', path: '/api/notes/1', headers: json, body: '{"text":"Changed across origins"}' }],
	},
	{
		id: 'put-some-page',
		title: 'PUT /somePage',
		hint: 'Another path, another policy. It allows http://siteA.com only.',
		read: { heading: 'actuator.md#all-policies', text: 'How do I see all policies and their paths?' },
		requests: [{ method: 'PUT', path: '/somePage', headers: json, body: '{"text":"Hello somePage"}' }],
	},
	{
		id: 'delete',
		title: 'DELETE',
		hint: 'The browser asks first, even without a body.',
		read: { heading: 'denials.md#method-not-allowed', text: 'When is a method not allowed?' },
		requests: [{ method: 'DELETE', path: '/api/notes/2' }],
	},
	{
		id: 'custom-header',
		title: 'A custom header',
		hint: 'A GET with X-Trace-Id: the browser asks first.',
		read: { heading: 'denials.md#header-not-allowed', text: 'When is a request header not allowed?' },
		requests: [{ method: 'GET', path: '/api/echo', headers: { 'X-Trace-Id': 'a1b2c3' } }],
	},
	{
		id: 'cookie',
		title: 'With a cookie',
		hint: 'The first request sets a cookie. The second one sends it.',
		read: { heading: 'denials.md#credentials-not-allowed', text: 'When may a page send cookies?' },
		requests: [
			{ method: 'GET', path: '/api/cookie', credentials: true },
			{ method: 'GET', path: '/api/echo', credentials: true },
		],
	},
	{
		id: 'broken',
		title: 'A server error',
		hint: 'The endpoint fails. The script can still read the status 500.',
		read: { heading: 'deployment.md#error-pages-and-wars', text: 'Which headers do error responses have?' },
		requests: [{ method: 'GET', path: '/api/broken' }],
	},
	{
		id: 'partner-get',
		profile: 'resolver',
		title: 'GET from the partner’s host',
		hint: 'The path of the simple GET at another host. The resolver chooses another policy.',
		read: { heading: 'recipes.md#choose-a-policy-by-tenant', text: 'How do I choose a policy by host?' },
		requests: [{ method: 'GET', host: 'partner.localhost', path: '/api/notes' }],
	},
	{
		id: 'partner-put',
		profile: 'resolver',
		title: 'PUT at the partner’s host',
		hint: 'The policy of the partner allows no PUT, for any page.',
		read: { heading: 'recipes.md#choose-a-policy-by-tenant', text: 'How do I choose a policy by host?' },
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
