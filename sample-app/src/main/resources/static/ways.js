// SPDX-License-Identifier: Apache-2.0

import { element } from './view.js';

const run = 'mvn -pl sample-app -am spring-boot:run';

const ways = [
	{
		profiles: ['default'],
		title: 'Properties only',
		text: 'One policy per path in application.yml. No Java.',
		commands: [run],
	},
	{
		profiles: ['dev', 'prod'],
		title: 'A list per profile',
		text: 'dev opens every port of this computer, 127.0.0.1 included. prod trusts the shop alone, so this page is locked out.',
		commands: [`SPRING_PROFILES_ACTIVE=dev ${run}`, `SPRING_PROFILES_ACTIVE=prod ${run}`],
	},
	{
		profiles: ['custom'],
		title: 'A bean of your own',
		text: 'Policies built in code take the place of those in the properties. Here they make the API read-only.',
		commands: [`SPRING_PROFILES_ACTIVE=custom ${run}`],
	},
	{
		profiles: ['resolver'],
		title: 'Chosen by host',
		text: 'Code chooses among the policies in the properties. Here partner.localhost is a partner’s host with a policy of its own: two more buttons, and this page as the partner’s.',
		commands: [`SPRING_PROFILES_ACTIVE=resolver ${run}`],
	},
	{
		profiles: ['tenants'],
		title: 'Tenants in a database',
		text: 'Each tenant has a host and a policy of its own, made and removed while the application runs. H2 in memory, or PostgreSQL, which pushes changes.',
		commands: [`SPRING_PROFILES_ACTIVE=tenants ${run}`, `SPRING_PROFILES_ACTIVE=tenants,postgres ${run}`],
	},
];

/** One card per way, the running one marked. */
export function wayCards({ profile }) {
	return ways.map((way) => {
		const running = way.profiles.includes(profile);
		return element('li', { class: 'way', ...(running ? { 'aria-current': 'true' } : {}) },
			element('h3', {}, way.title, ...(running ? [element('span', { class: 'badge' }, 'running now')] : [])),
			element('p', {}, way.text),
			...way.commands.map((command) => element('code', { class: 'command' }, command)));
	});
}
