// SPDX-License-Identifier: Apache-2.0

/**
 * What the server saw of a run.
 * @param run the id that the run's URLs carry
 * @param seen the number of the last exchange that is known already
 * @param signal aborts the question; without one, it is asked until it is answered
 */
export async function wireLog(run, seen = 0, signal = undefined) {
	const response = await fetch(`/wire/${run}?after=${seen}`, { signal });
	if (!response.ok) {
		throw new Error(`status ${response.status}`);
	}
	return response.json();
}
