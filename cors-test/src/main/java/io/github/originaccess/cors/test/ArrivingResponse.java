// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

/**
 * A response of which the head is there, while its body may still come. A browser decides
 * at the head what a page may do, so a page that is blocked never waits for a body.
 */
interface ArrivingResponse {

	/**
	 * Return the head.
	 * @return status and headers; the body counts only if it was there together with them
	 */
	WireResponse head();

	/**
	 * Wait for the body, but not forever.
	 * @return the head with the body, or with what came of it and the cause
	 */
	WireResponse whole();

	/** Do without the body, and release what brings it. Nothing is awaited. */
	void discard();

	/**
	 * Return a response whose body is there already.
	 * @param response the whole response
	 * @return the same, with nothing to wait for
	 */
	static ArrivingResponse of(WireResponse response) {
		return new ArrivingResponse() {
			@Override
			public WireResponse head() {
				return response;
			}

			@Override
			public WireResponse whole() {
				return response;
			}

			@Override
			public void discard() {
			}
		};
	}

}
