// SPDX-License-Identifier: Apache-2.0

/**
 * What the server saw of a run.
 * @param run the id that the run's URLs carry
 * @param seen the number of the last exchange that is known already
 */
export async function wireLog(run, seen = 0) {
	const response = await fetch(`/wire/${run}?after=${seen}`);
	if (!response.ok) {
		throw new Error(`status ${response.status}`);
	}
	return response.json();
}
