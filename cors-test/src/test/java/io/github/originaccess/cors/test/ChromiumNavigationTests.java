// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Forms, links and handshakes in a real Chromium, beside the engine: what the server is
 * sent.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChromiumNavigationTests {

	private static final List<String> COMPARED = List.of("content-type", "cookie", "origin", "sec-fetch-dest",
			"sec-fetch-mode", "sec-fetch-site", "sec-fetch-user", "sec-websocket-protocol", "sec-websocket-version",
			"upgrade");

	/** Each form and link opens a window of its own, as a click of the user would. */
	private static final String PAGE = """
			<!DOCTYPE html>
			<body>
			<script>
			const navigations = [
			%s
			];
			for (const navigation of navigations) {
				if (navigation.kind === 'socket') {
					new WebSocket(navigation.url.replace('http', 'ws'), navigation.fields.map((field) => field[0]));
					continue;
				}
				const link = document.createElement(navigation.kind === 'link' ? 'a' : 'form');
				link.target = '_blank';
				link.rel = navigation.referrer ? 'opener' : 'noreferrer';
				document.body.append(link);
				if (navigation.kind === 'link') {
					link.href = navigation.url;
					link.click();
					continue;
				}
				link.action = navigation.url;
				link.method = navigation.kind;
				link.enctype = navigation.enctype;
				for (const [name, value] of navigation.fields) {
					const field = document.createElement('textarea');
					field.name = name;
					field.value = value;
					link.append(field);
				}
				link.submit();
			}
			</script>
			""";

	private static final String URL_ENCODED = "application/x-www-form-urlencoded";

	private static final List<List<String>> FIELDS = List.of(List.of("a", "1 & 2"), List.of("b\"\nc", "Zoë\nx*-._~"));

	private final Map<Integer, WireRequest> chromium = new ConcurrentHashMap<>();

	private @Nullable WireRequest typed;

	private BrowserTable origins = new BrowserTable(0);

	List<Navigation> navigations() {
		List<Navigation> all = new ArrayList<>();
		for (String target : List.of("page", "near", "api")) {
			String origin = this.origins.origin(target);
			for (String enctype : List.of(URL_ENCODED, "multipart/form-data", "text/plain")) {
				all.add(new Navigation(all.size(), "post", origin, enctype, true, FIELDS, ""));
			}
			all.add(new Navigation(all.size(), "post", origin, URL_ENCODED, false, FIELDS, ""));
			all.add(new Navigation(all.size(), "get", origin, URL_ENCODED, true, FIELDS, ""));
			all.add(new Navigation(all.size(), "link", origin, URL_ENCODED, true, List.of(), ""));
			all.add(new Navigation(all.size(), "socket", origin, URL_ENCODED, true, List.of(), ""));
			all.add(new Navigation(all.size(), "socket", origin, URL_ENCODED, true, List.of(List.of("v1", "")), ""));
			for (String hop : List.of("302 page", "302 third", "307 page", "307 third", "307 " + target)) {
				all.add(new Navigation(all.size(), "post", origin, URL_ENCODED, true, FIELDS, hop));
			}
			all.add(new Navigation(all.size(), "post", origin, URL_ENCODED, false, FIELDS, "307 third"));
			all.add(new Navigation(all.size(), "link", origin, URL_ENCODED, true, List.of(), "302 third"));
			all.add(new Navigation(all.size(), "link", origin, URL_ENCODED, true, List.of(), "302 page"));
		}
		return all;
	}

	@BeforeAll
	void runAll() throws Exception {
		try (ScriptedServer server = ScriptedServer.open()) {
			this.origins = new BrowserTable(server.port());
			List<Navigation> all = navigations();
			CompletableFuture<String> done = new CompletableFuture<>();
			Map<Integer, Exchange> scripts = new HashMap<>();
			all.forEach((navigation) -> scripts.put(navigation.id(), (request) -> {
				WireResponse response = navigation.answer(request, this.origins);
				if (response.status() == 403) {
					this.chromium.put(navigation.id(), request);
				}
				if (this.chromium.size() == all.size()) {
					done.complete("");
				}
				return response;
			}));
			server.serve(PAGE.formatted(all.stream().map(Navigation::toJavaScript).collect(Collectors.joining(",\n"))),
					scripts);
			Chromium.run(this.origins.origin("page"), done, "--disable-popup-blocking");
			this.typed = server.pageRequest().get();
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("navigations")
	void serverIsSentTheSame(Navigation navigation) {
		List<WireRequest> requests = new ArrayList<>();
		Page page = Browser.over((request) -> {
			requests.add(request);
			return navigation.answer(request, this.origins);
		}).page(this.origins.origin("page"));
		navigation.run(navigation.referrer() ? page : page.withoutReferrer());
		WireRequest real = Objects.requireNonNull(this.chromium.get(navigation.id()));
		assertThat(text(real)).isEqualTo(text(requests.get(requests.size() - 1)));
		assertThat(requests).hasSize(navigation.hop().isEmpty() ? 1 : 2);
	}

	@Test
	void serverIsSentTheSameForATypedAddress() {
		RecordingServer server = RecordingServer.answering(403);
		Browser.over(server).open(this.origins.origin("page"));
		assertThat(text(Objects.requireNonNull(this.typed))).isEqualTo(text(server.lastRequest()));
	}

	private static String text(WireRequest request) {
		StringBuilder text = new StringBuilder(request.method() + " " + request.uri());
		COMPARED.forEach((name) -> text.append('\n').append(name).append(": ").append(request.headers().get(name)));
		text.append("\n\n").append(new String(request.body(), StandardCharsets.UTF_8));
		String type = String.valueOf(request.headers().get("Content-Type"));
		int boundary = type.indexOf("boundary=");
		return (boundary >= 0) ? text.toString().replace(type.substring(boundary + "boundary=".length()), "boundary")
				: text.toString();
	}

	/**
	 * What the page does.
	 *
	 * @param kind the method of a form, {@code link} or {@code socket}
	 * @param fields names and values; names alone are the protocols of a socket
	 * @param hop status and place of a redirect, empty for none
	 */
	record Navigation(int id, String kind, String origin, String enctype, boolean referrer, List<List<String>> fields,
			String hop) {

		String url() {
			return this.origin + "/" + this.id + "/a";
		}

		WireResponse answer(WireRequest request, BrowserTable origins) {
			if (this.hop.isEmpty() || !request.uri().getPath().endsWith("/a")) {
				return new WireResponse(403, HeaderLines.none(), new byte[0]);
			}
			String place = origins.origin(this.hop.substring(this.hop.indexOf(' ') + 1));
			return new WireResponse(Integer.parseInt(this.hop.substring(0, this.hop.indexOf(' '))),
					HeaderLines.of("Location", place + "/" + this.id + "/b"), new byte[0]);
		}

		String toJavaScript() {
			return "{ kind: '%s', url: '%s', enctype: '%s', referrer: %s, fields: [%s] }"
				.formatted(this.kind, url(), this.enctype, this.referrer, this.fields.stream()
					.map((field) -> "[" + TablePage.quoted(field.get(0)) + ", " + TablePage.quoted(field.get(1)) + "]")
					.collect(Collectors.joining(", ")));
		}

		void run(Page page) {
			switch (this.kind) {
				case "link" -> page.navigate(url());
				case "socket" ->
					page.openWebSocket(url(), this.fields.stream().map((field) -> field.get(0)).toArray(String[]::new));
				default -> page.submit(url(), this::fill);
			}
		}

		private FormOptions fill(FormOptions form) {
			FormOptions filled = form;
			for (List<String> field : this.fields) {
				filled = filled.field(field.get(0), field.get(1));
			}
			filled = this.enctype.startsWith("multipart") ? filled.multipart() : filled;
			filled = this.enctype.startsWith("text") ? filled.textPlain() : filled;
			return this.kind.equals("get") ? filled.get() : filled;
		}

		@Override
		public String toString() {
			return this.kind + " to " + this.origin + " as " + this.enctype + (this.referrer ? "" : ", no referrer")
					+ (this.fields.isEmpty() ? "" : ", with fields")
					+ (this.hop.isEmpty() ? "" : ", redirected by " + this.hop);
		}

	}

}
