// SPDX-License-Identifier: Apache-2.0

/** The API of a tenant, at a host of its own. */
export function apiOf(tenant, apiPort) {
	return `http://${tenant}.localhost:${apiPort}`;
}

/**
 * Sends a request to the API of each tenant, as any script would.
 * @returns for each tenant, whether this page may read its answer
 */
export function readable(tenants, apiPort) {
	return Promise.all(tenants.map(async (tenant) => {
		try {
			const response = await fetch(`${apiOf(tenant, apiPort)}/api/customers`, { credentials: 'include' });
			return (await response.json()).customersOf === tenant;
		}
		catch {
			return false;
		}
	}));
}
