// SPDX-License-Identifier: Apache-2.0

import { askAbout, askPanel } from './ask.js';
import { decisionOn, questionOf } from './decision.js';
import { documentLink } from './documents.js';
import { lessonsOf, targetOf } from './lessons.js';
import { sendPanel } from './send.js';
import { tenantsPanel } from './tenants.js';
import { isOwnPage, twinOrigin, under } from './twin.js';
import { verdict } from './verdict.js';
import { byId, lessonButton, reveal, scriptView, showVerdict, wireView } from './view.js';
import { wayCards } from './ways.js';
import { wireLog } from './wire.js';

const result = byId('result');

/** What was sent last: its lesson, the id that its URLs carry, and how much of its wire log is known. */
let latest = null;

async function start() {
	const about = await aboutServer();
	byId('lessons').append(...lessonsOf(about.wayOfUse.profile).map((lesson) => {
		const button = lessonButton(lesson);
		button.addEventListener('click', () => send(lesson, { run: crypto.randomUUID(), seen: 0 }, about));
		return button;
	}));
	byId('again').addEventListener('click', () => send(latest.lesson, latest, about));
	byId('ask-about').addEventListener('click', () => askAbout(latest.question));
	describe(about);
	askPanel();
	if (isOwnPage(location.origin)) {
		sendPanel();
	}
	if (about.wayOfUse.profile === 'tenants') {
		await tenantsPanel(about);
	}
	document.body.dataset.ready = 'true';
}

/** Where the API is, and how this server is told whom to trust. */
async function aboutServer() {
	const response = await fetch('/about');
	return response.json();
}

function describe({ apiOrigin, wayOfUse }) {
	document.querySelectorAll('.page-origin').forEach((place) => place.textContent = location.origin);
	document.querySelectorAll('.api-origin').forEach((place) => place.textContent = apiOrigin);
	byId('profile').textContent = wayOfUse.profile;
	byId('twin').href = `${twinOrigin}/`;
	byId('twin').textContent = `Open this page as ${twinOrigin}, another origin`;
	byId('partner').hidden = wayOfUse.profile !== 'resolver';
	byId('partner').href = under('partner.localhost');
	byId('partner').textContent = `Open this page as ${byId('partner').href.slice(0, -1)}, the partner’s`;
	byId('way-list').replaceChildren(...wayCards(wayOfUse));
	byId('settings-title').textContent = wayOfUse.inCode ? 'The bean in force' : 'Settings in force';
	byId('settings-sources').textContent = `from ${wayOfUse.sources.join(' + ')}`;
	byId('settings').textContent = wayOfUse.text;
}

async function send(lesson, { run, seen }, about) {
	if (result.getAttribute('aria-busy') === 'true') {
		return;
	}
	result.setAttribute('aria-busy', 'true');
	for (const button of document.querySelectorAll('.lesson')) {
		button.toggleAttribute('data-chosen', button.id === lesson.id);
	}
	const got = await sendAll(lesson.requests, run, about.apiOrigin);
	const apiOrigin = targetOf(got.request, about.apiOrigin);
	const question = questionOf(got.request, apiOrigin + got.request.path);
	let exchanges = [];
	try {
		exchanges = await wireLog(run, seen);
		// The endpoint says why. Without it, the page still tells what happened.
		const decision = got.error ? await decisionOn(question).catch(() => null) : null;
		show({ ...got, exchanges, origin: location.origin, apiOrigin, decision }, lesson);
	}
	catch (error) {
		showVerdict(byId('verdict'), { kind: 'blocked', label: 'No wire log', sentence: `The page cannot read its own server's log: ${error.message}.` });
	}
	latest = { lesson, run, seen: exchanges.at(-1)?.number ?? seen, question };
	result.dataset.lesson = lesson.id;
	result.setAttribute('aria-busy', 'false');
	reveal(result, byId('verdict'));
}

/** Sends one request after the other, up to the first that fails, as a script would see it. */
async function sendAll(requests, run, apiOrigin) {
	const answers = [];
	for (const request of requests) {
		try {
			const response = await fetch(`${targetOf(request, apiOrigin)}${request.path}?run=${run}`, {
				method: request.method,
				headers: request.headers,
				body: request.body,
				credentials: request.credentials ? 'include' : 'same-origin',
			});
			answers.push({
				method: request.method,
				path: request.path,
				status: response.status,
				headers: Array.from(response.headers, ([name, value]) => ({ name, value })),
				body: await response.text(),
			});
		}
		catch (error) {
			return { request, answers, error };
		}
	}
	return { request: requests.at(-1), answers, error: null };
}

function show(run, lesson) {
	byId('read').replaceChildren(documentLink(...headingOf(run, lesson)));
	byId('script').replaceChildren(...scriptView(run));
	byId('wire').replaceChildren(...wireView(run));
	byId('blank').hidden = true;
	byId('story').hidden = false;
	showVerdict(byId('verdict'), verdict(run));
}

/** The heading that explains the denial, or else the lesson. */
function headingOf({ decision }, { read }) {
	const code = decision?.preflight?.reason ?? decision?.request?.reason;
	return code ? [`denials.md#${code}`, `What does ${code} mean?`] : [read.heading, read.text];
}

start().catch((error) => showVerdict(byId('verdict'), { kind: 'blocked', label: 'Not ready', sentence: `The page cannot reach its own server: ${error.message}.` }));
