// SPDX-License-Identifier: Apache-2.0

import { twinOrigin } from './twin.js';
import { byId } from './view.js';

const asked = new URLSearchParams(location.search);

/** Called "run" only in the form's URL: the server's log is to find the form under it, and not this page. */
const run = asked.get('id') ?? '';

const target = `${twinOrigin}/guestbook/${asked.get('enforcement') === 'server' ? 'server' : 'browser'}`;

byId('target').textContent = target;
byId('form').action = `${target}?${new URLSearchParams({ run })}`;
byId('form').addEventListener('submit', () => parent.postMessage({ sent: run }, twinOrigin));
document.body.dataset.ready = 'true';
