// SPDX-License-Identifier: Apache-2.0

/** The page that this one stands in: the same port, under the server's other name. */
const victim = location.origin.replace(location.hostname, location.hostname === 'localhost' ? '127.0.0.1' : 'localhost');

/** Not under the name that the server's log goes by: it is to find the form there, not this page. */
const asked = new URLSearchParams(location.search);

const enforcement = asked.get('enforcement') === 'server' ? 'server' : 'browser';

const target = `${victim}/guestbook/${enforcement}`;

const form = document.getElementById('form');

document.getElementById('target').textContent = target;
form.action = `${target}?${new URLSearchParams({ run: asked.get('id') ?? '' })}`;
form.addEventListener('submit', () => parent.postMessage({ sent: asked.get('id') }, victim));
document.body.dataset.ready = 'true';
