// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A browser for tests. It performs the requests of pages as the
 * <a href="https://fetch.spec.whatwg.org/">Fetch standard</a> says, and tells what the
 * script of a page would see.
 *
 * <pre>{@code
 * FetchResult result = Browser.over(HttpClient.newHttpClient(), URI.create("http://localhost:8080"))
 *     .page("https://shop.example.com")
 *     .fetch("/api/orders/7", with -> with.method("PUT").json("{}").credentials());
 * }</pre>
 *
 * A browser has one server: its address is the base of relative URLs, and it is what the
 * page's origin is compared with. The only state of a browser is its preflight cache; all
 * pages share it. Methods that begin with {@code with} return another browser with an
 * empty cache. A browser is safe for use by many threads.
 * <p>
 * It does not know what a server cannot influence by the CORS protocol: mixed content,
 * content security policies, certificates, an HTTP cache, service workers.
 */
public final class Browser {

	/** The address of a server that has none. */
	static final URI NO_ADDRESS = URI.create("https://server.test");

	private final BrowserSettings settings;

	private final PreflightCache cache;

	private Browser(BrowserSettings settings) {
		this.settings = settings;
		this.cache = new PreflightCache(settings.clock(), settings.maxAgeLimit());
	}

	/**
	 * Create a browser for a server that has no address of its own. Its address is
	 * {@code https://server.test}, so that no usual page has the server's origin.
	 * @param exchange the way to the server
	 * @return a browser with an empty preflight cache
	 */
	public static Browser over(Exchange exchange) {
		return over(exchange, NO_ADDRESS);
	}

	/**
	 * Create a browser for a server.
	 * @param exchange the way to the server
	 * @param base the address of the server, such as {@code https://api.example.com}
	 * @return a browser with an empty preflight cache
	 * @throws IllegalArgumentException if the address is not an absolute http or https
	 * URL
	 */
	public static Browser over(Exchange exchange, URI base) {
		Objects.requireNonNull(exchange, "exchange");
		Url url = Url.parse(base.toString(), null);
		if (url == null) {
			throw new IllegalArgumentException(
					"The address of the server must be an absolute http or https URL, but is \"" + base + "\".");
		}
		return new Browser(new BrowserSettings(exchange, url));
	}

	/**
	 * Create a browser that sends its requests over the network.
	 * @param client the client; it must not follow redirects or handle cookies, because
	 * the browser does so
	 * @param base the address of the server, such as {@code http://localhost:8080}
	 * @return a browser with an empty preflight cache
	 * @throws IllegalArgumentException if the client follows redirects or has a cookie
	 * handler, or if the address is not an absolute http or https URL
	 */
	public static Browser over(HttpClient client, URI base) {
		return over(new HttpClientExchange(client), base);
	}

	/**
	 * Create a browser over a test client of Spring: {@code MockMvc},
	 * {@code MockMvcTester}, {@code WebTestClient} or {@code RestTestClient}. A client of
	 * a server has its address. One without a server is at {@code https://server.test},
	 * so that no usual page has the server's origin: {@code http://localhost}, the
	 * address of {@code MockMvc} itself, is that of many pages under development.
	 * <p>
	 * Default headers and filters of the client apply to all requests, preflights
	 * included. A client of a server must not follow redirects. {@code RestTestClient}
	 * over {@code MockMvc} answers before asynchronous results are there, and has status
	 * 500 for exceptions of the application: use {@code MockMvc} itself for both.
	 * @param client the client; its type is {@code Object} because none of these classes
	 * needs to be there
	 * @return a browser with an empty preflight cache
	 * @throws IllegalArgumentException if the client is none of these
	 */
	public static Browser over(Object client) {
		return TestClients.browser(client, null);
	}

	/**
	 * Create a browser over a test client of Spring for an application that is at another
	 * address.
	 * @param client the client, as in {@link #over(Object)}
	 * @param base the address of the server, such as {@code https://api.example.com}
	 * @return a browser with an empty preflight cache
	 * @throws IllegalArgumentException if the client is none of these, or if the address
	 * is not an absolute http or https URL
	 */
	public static Browser over(Object client, URI base) {
		return TestClients.browser(client, base);
	}

	/**
	 * Return a browser that also has a cookie for the server's host. It is sent to this
	 * host if the credentials mode of a request includes cookies, as if it had
	 * {@code SameSite=None}. The browser ignores {@code Set-Cookie}.
	 * @param name the name of the cookie
	 * @param value its value, as in the header {@code Cookie}; it replaces that of a
	 * cookie with the same name
	 * @return a browser with an empty preflight cache
	 * @throws IllegalArgumentException if the name is not a token, or if the value has a
	 * semicolon or a control character
	 */
	public Browser withCookie(String name, String value) {
		// https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#section-5.6
		if (!Ascii.isToken(name) || value.chars().anyMatch((c) -> c < ' ' || c == 0x7F || c == ';')) {
			throw new IllegalArgumentException(
					"A cookie has a token as its name, and a value without semicolons and control characters, but \"%s=%s\" does not."
						.formatted(name, value));
		}
		return new Browser(this.settings.withCookie(name, value));
	}

	/**
	 * Return a browser that knows public suffixes, such as {@code co.uk}: two hosts are
	 * of the same site if they have the same domain below one. By default, only top-level
	 * domains count. Only {@code Sec-Fetch-Site} and {@code Cross-Origin-Resource-Policy}
	 * depend on it.
	 * @param isPublicSuffix tells whether a domain, in lower case, is a public suffix
	 * @return a browser with an empty preflight cache
	 */
	public Browser withPublicSuffixes(Predicate<String> isPublicSuffix) {
		return new Browser(this.settings.withSites(new Sites(isPublicSuffix)));
	}

	/**
	 * Return a browser with another clock, by which entries of its preflight cache end.
	 * @param clock tells the time; the default is the clock of the system
	 * @return a browser with an empty preflight cache
	 */
	public Browser withClock(InstantSource clock) {
		return new Browser(this.settings.withClock(clock));
	}

	/**
	 * Return a browser with another limit of {@code Access-Control-Max-Age}. The default
	 * is Chromium's, two hours. Firefox has 24 hours, and WebKit ten minutes.
	 * @param limit the longest time that the preflight cache keeps an entry; zero for no
	 * cache
	 * @return a browser with an empty preflight cache
	 * @throws IllegalArgumentException if the limit is negative
	 */
	public Browser withMaxAgeLimit(Duration limit) {
		if (limit.isNegative()) {
			throw new IllegalArgumentException("The limit of Access-Control-Max-Age is negative: " + limit + ".");
		}
		return new Browser(this.settings.withMaxAgeLimit(limit));
	}

	/**
	 * Open a page. No request is sent for it.
	 * @param address the URL of the page or its origin alone, such as
	 * {@code https://shop.example.com}, an origin with another scheme, such as
	 * {@code chrome-extension://abc}, or {@code null} for the opaque origin of sandboxed
	 * frames and files
	 * @return a page whose requests go to the server of this browser
	 * @throws IllegalArgumentException if the text is none of these
	 */
	public Page page(String address) {
		return new Page(this, PageAddress.origin(address), true);
	}

	/**
	 * Go to an address as a user who types it.
	 * @param url the URL, absolute or relative to the address of the server
	 * @return the last response, or the reason why there is none
	 */
	public NavigationResult open(String url) {
		return navigate(new NavigationRequest("GET", url, HeaderLines.none(), null), FetchRequest.Initiator.USER);
	}

	/**
	 * Forget what preflights have allowed.
	 */
	public void clearPreflightCache() {
		this.cache.clear();
	}

	FetchResult fetch(String url, FetchOptions options, FetchRequest.Initiator initiator) {
		Network network = new Network(this.settings);
		String call = FetchResult.describe(url, options, initiator);
		try {
			FetchRequest request = RequestConstructor.construct(url, options, initiator, this.settings.base());
			MainFetch.Fetched fetched = mainFetch(network).fetch(request);
			return FetchResult.of(call, fetched.isReadable() ? fetched.with(network.readBody()) : fetched,
					network.exchanges());
		}
		catch (NetworkError error) {
			return FetchResult.of(call, error, network.exchanges());
		}
		finally {
			network.discardBody();
		}
	}

	NavigationResult navigate(NavigationRequest navigation, FetchRequest.Initiator initiator) {
		Network network = new Network(this.settings);
		try {
			Url url = RequestConstructor.parse(navigation.url(), this.settings.base());
			FetchRequest request = new FetchRequest(navigation.method(), navigation.headers(), navigation.body(),
					initiator, RequestMode.NAVIGATE, CredentialsMode.INCLUDE, RedirectMode.FOLLOW, ResponseType.BASIC,
					List.of(url));
			mainFetch(network).fetch(request);
			return NavigationResult.of(network.readBody(), network.exchanges());
		}
		catch (NetworkError error) {
			return NavigationResult.of(error, network.exchanges());
		}
		finally {
			network.discardBody();
		}
	}

	WebSocketResult handshake(String url, List<String> protocols, FetchRequest.Initiator initiator) {
		Network network = new Network(this.settings);
		try {
			WebSocketHandshake handshake = new WebSocketHandshake(network, this.settings.base());
			return WebSocketResult.of(handshake.send(url, protocols, initiator), network.exchanges());
		}
		catch (NetworkError error) {
			return WebSocketResult.of(error, network.exchanges());
		}
	}

	private MainFetch mainFetch(Network network) {
		return new MainFetch(network, this.cache, this.settings.sites());
	}

}
