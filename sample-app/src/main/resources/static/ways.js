// SPDX-License-Identifier: Apache-2.0

import { documentLink } from './documents.js';
import { element } from './view.js';

const run = 'mvn -pl sample-app -am spring-boot:run';

/** In quotes, because PowerShell splits such an argument at its dots and commas. */
const runWith = (profiles) => `${run} "-Dspring-boot.run.profiles=${profiles}"`;

const ways = [
	{
		profiles: ['default'],
		title: 'Properties only',
		text: 'A policy for each path in application.yml. No Java.',
		commands: [run],
	},
	{
		profiles: ['dev', 'prod'],
		title: 'A list per profile',
		text: 'dev allows every port of this computer, 127.0.0.1 included. prod allows the shop only, so this page reads no response.',
		commands: [runWith('dev'), runWith('prod')],
	},
	{
		profiles: ['custom'],
		title: 'A bean of your own',
		text: 'Policies built in code replace those in the properties. Here they make the API read-only.',
		read: { heading: 'recipes.md#make-all-policies-in-code', text: 'Recipe: make all policies in code' },
		commands: [runWith('custom')],
	},
	{
		profiles: ['resolver'],
		title: 'Chosen by host',
		text: 'Code chooses among the policies in the properties. Here the host partner.localhost has a policy of its own. There are two more requests, and this page at that host.',
		read: { heading: 'recipes.md#choose-a-policy-by-tenant', text: 'Recipe: choose a policy by tenant' },
		commands: [runWith('resolver')],
	},
	{
		profiles: ['tenants'],
		title: 'Tenants in a database',
		text: 'Each tenant has a host and a policy of its own. Policies come and go while the application runs. The database is H2 in memory, or PostgreSQL, which pushes changes.',
		read: { heading: 'recipes.md#tenants-in-a-database', text: 'Recipe: tenants in a database' },
		commands: [runWith('tenants'), runWith('tenants,postgres')],
	},
];

/** One card per way, the running one marked. */
export function wayCards({ profile }) {
	return ways.map((way) => {
		const running = way.profiles.includes(profile);
		return element('li', { class: 'way', ...(running ? { 'aria-current': 'true' } : {}) },
			element('h3', {}, way.title, ...(running ? [element('span', { class: 'badge' }, 'running now')] : [])),
			element('p', {}, way.text),
			...(way.read ? [element('p', {}, documentLink(way.read.heading, way.read.text))] : []),
			...way.commands.map((command) => element('code', { class: 'command' }, command)));
	});
}
