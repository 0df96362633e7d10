// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

/**
 * Assertions of AssertJ for what a page sees. They need AssertJ on the class path.
 *
 * <pre>{@code
 * import static io.github.originaccess.cors.test.BrowserAssertions.assertThat;
 *
 * assertThat(page.fetch("/api/orders/7")).isReadable().hasStatus(200).exposesHeader("ETag");
 * }</pre>
 *
 * AssertJ's own {@code assertThat} can be imported beside it.
 */
public final class BrowserAssertions {

	private BrowserAssertions() {
	}

	/**
	 * Create assertions about what a script sees.
	 * @param result the result of {@link Page#fetch}
	 * @return the assertions
	 */
	public static FetchResultAssert assertThat(FetchResult result) {
		return new FetchResultAssert(result);
	}

	/**
	 * Create assertions about what comes of a form or a link.
	 * @param result the result of {@link Page#submit}, {@link Page#navigate} or
	 * {@link Browser#open}
	 * @return the assertions
	 */
	public static NavigationResultAssert assertThat(NavigationResult result) {
		return new NavigationResultAssert(result);
	}

	/**
	 * Create assertions about what comes of the handshake of a WebSocket.
	 * @param result the result of {@link Page#openWebSocket}
	 * @return the assertions
	 */
	public static WebSocketResultAssert assertThat(WebSocketResult result) {
		return new WebSocketResultAssert(result);
	}

}
