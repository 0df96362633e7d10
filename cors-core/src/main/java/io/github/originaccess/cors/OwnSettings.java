// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.originaccess.cors.ParsedOrigin.Refusal;
import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * The settings that one builder was given itself, each checked and normalised once,
 * however many policies inherit it. What was not given is {@code null}.
 */
final class OwnSettings {

	private static final Duration LONGEST_MAX_AGE = Duration.ofHours(24);

	private static final String ANY = "*";

	private final String policy;

	private final List<Problem> problems;

	final @Nullable List<OriginPattern> origins;

	final @Nullable Names methods;

	final @Nullable Names headers;

	final @Nullable Names exposedHeaders;

	final @Nullable Boolean credentials;

	final @Nullable Duration maxAge;

	final @Nullable List<String> paths;

	/** Where {@code *} stands among the origins, or {@code null}. */
	private @Nullable ListElement anyOrigin;

	OwnSettings(CorsPolicyBuilder builder, PathSyntax pathSyntax, List<Problem> problems) {
		this.policy = builder.name();
		this.problems = problems;
		this.origins = origins(builder.ownAllowedOrigins());
		this.methods = methods(builder.ownAllowedMethods());
		this.headers = names(Setting.ALLOWED_HEADERS, builder.ownAllowedHeaders());
		this.exposedHeaders = names(Setting.EXPOSED_HEADERS, builder.ownExposedHeaders());
		this.credentials = builder.ownAllowCredentials();
		this.maxAge = maxAge(builder.ownMaxAge());
		this.paths = paths(builder.ownPaths(), pathSyntax);
	}

	String policy() {
		return this.policy;
	}

	@Nullable ListElement anyOrigin() {
		return this.anyOrigin;
	}

	private @Nullable List<OriginPattern> origins(@Nullable List<String> entries) {
		if (entries == null) {
			return null;
		}
		List<OriginPattern> patterns = new ArrayList<>();
		for (ListElement element : ListElement.split(entries)) {
			ParsedOrigin parsed = OriginPatternParser.parse(element.text());
			if (parsed instanceof OriginPattern pattern) {
				patterns.add(pattern);
				this.anyOrigin = (pattern == OriginPattern.ANY) ? element : this.anyOrigin;
			}
			else if (parsed instanceof Refusal refusal) {
				refuse(refusal.code(), Setting.ALLOWED_ORIGINS, element, refusal.reason(), refusal.instead());
			}
		}
		return patterns;
	}

	private @Nullable Names methods(@Nullable List<String> entries) {
		if (entries == null) {
			return null;
		}
		List<ListElement> elements = ListElement.split(entries);
		if (elements.isEmpty()) {
			refuse(Code.METHODS_EMPTY, Setting.ALLOWED_METHODS, new ListElement(-1, ""),
					"a policy without methods would refuse every request", "GET, HEAD, POST");
		}
		Map<String, String> methods = new LinkedHashMap<>();
		ListElement any = null;
		for (ListElement element : elements) {
			String method = element.text();
			if (method.equals(ANY)) {
				any = element;
			}
			else if (isName(Setting.ALLOWED_METHODS, element, Code.METHOD_INVALID, "a method")) {
				String normalized = FetchRules.normalizeMethod(method);
				if (FetchRules.isForbiddenMethod(method)) {
					refuse(Code.METHOD_FORBIDDEN, Setting.ALLOWED_METHODS, element, "browsers let no page use it",
							null);
				}
				methods.put(normalized, normalized);
			}
		}
		return new Names(any, List.copyOf(methods.values()));
	}

	private @Nullable Names names(Setting setting, @Nullable List<String> entries) {
		if (entries == null) {
			return null;
		}
		Map<String, String> names = new LinkedHashMap<>();
		ListElement any = null;
		for (ListElement element : ListElement.split(entries)) {
			String name = element.text();
			if (name.equals(ANY)) {
				any = element;
			}
			else if (isName(setting, element, Code.HEADER_NAME_INVALID, "a header name")) {
				if (setting == Setting.ALLOWED_HEADERS && FetchRules.isForbiddenRequestHeader(name)) {
					refuse(Code.REQUEST_HEADER_FORBIDDEN, setting, element,
							"browsers let no page send it, or it is a response header", null);
				}
				if (setting == Setting.EXPOSED_HEADERS && FetchRules.isForbiddenResponseHeader(name)) {
					refuse(Code.RESPONSE_HEADER_FORBIDDEN, setting, element, "browsers let no page read it", null);
				}
				names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
			}
		}
		return new Names(any, List.copyOf(names.values()));
	}

	private boolean isName(Setting setting, ListElement element, Code invalid, String what) {
		if (!FetchRules.isToken(element.text())) {
			refuse(invalid, setting, element,
					what + " consists of letters, digits and the characters !#$%&'+-.^_`|~, without white space", null);
			return false;
		}
		if (element.text().indexOf('*') >= 0) {
			refuse(Code.NAME_WITH_WILDCARD, setting, element, "a * stands alone, for all of them", ANY);
			return false;
		}
		return true;
	}

	private @Nullable Duration maxAge(@Nullable Duration maxAge) {
		if (maxAge == null) {
			return null;
		}
		ListElement value = new ListElement(-1, maxAge.toString());
		if (maxAge.isNegative()) {
			refuse(Code.MAX_AGE_NEGATIVE, Setting.MAX_AGE, value, "a cache time is not negative; 0 means no caching",
					"0");
		}
		else if (maxAge.getNano() != 0) {
			refuse(Code.MAX_AGE_FRACTIONAL, Setting.MAX_AGE, value, "browsers take whole seconds only",
					maxAge.getSeconds() + "s");
		}
		else if (maxAge.compareTo(LONGEST_MAX_AGE) > 0) {
			refuse(Code.MAX_AGE_TOO_LONG, Setting.MAX_AGE, value, "no browser caches for longer than 24 hours", "24h");
		}
		return maxAge;
	}

	private @Nullable List<String> paths(@Nullable List<String> entries, PathSyntax syntax) {
		if (entries == null) {
			return null;
		}
		List<String> paths = new ArrayList<>();
		for (ListElement element : ListElement.split(entries)) {
			Problem problem = syntax.check(this.policy, element.index(), element.text());
			if (problem != null) {
				this.problems.add(problem);
			}
			else if (!paths.contains(element.text())) {
				paths.add(element.text());
			}
		}
		if (paths.isEmpty() && ListElement.split(entries).isEmpty()) {
			refuse(Code.PATHS_MISSING, Setting.PATHS, new ListElement(-1, ""), "a policy without paths covers nothing",
					"/**");
		}
		return paths;
	}

	private void refuse(Code code, Setting setting, ListElement element, String reason, @Nullable String instead) {
		this.problems.add(new Problem(code, this.policy, setting, element.index(), element.text(), reason, instead));
	}

	/**
	 * Method or header names.
	 *
	 * @param any where {@code *} stands among them, or {@code null}
	 * @param names the names other than {@code *}, normalised, each once
	 */
	record Names(@Nullable ListElement any, List<String> names) {

	}

}
