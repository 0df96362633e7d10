// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.originaccess.cors.Setting;

/**
 * The translation of Spring's settings into those of a policy. The values may still have
 * problems, which {@link ProposedPolicy} leaves out.
 */
final class SettingsTranslation {

	/**
	 * A list of ports behind an origin pattern.
	 * @see org.springframework.web.cors.CorsConfiguration#addAllowedOriginPattern
	 */
	private static final Pattern PORTS = Pattern.compile("(.*):\\[(\\*|\\d+(?:,\\d+)*)]");

	private static final Pattern DEFAULT_PORT = Pattern.compile("(?i)http://.*:80|https://.*:443");

	private static final String NEVER_SENT = "browsers never send the default port, so it matches no origin";

	/** The methods that a policy writes in upper case. */
	private static final Set<String> STANDARD_METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE",
			"OPTIONS");

	/** What browsers take if a response does not say. */
	private static final long DEFAULT_MAX_AGE = 5;

	private static final long LONGEST_MAX_AGE = 86_400;

	private final ProposedPolicy policy;

	private SettingsTranslation(ProposedPolicy policy) {
		this.policy = policy;
	}

	/** Return the policy for settings, without name and paths. */
	static ProposedPolicy of(SpringSettings settings) {
		ProposedPolicy policy = new ProposedPolicy();
		new SettingsTranslation(policy).translate(settings);
		return policy;
	}

	private void translate(SpringSettings written) {
		SpringSettings settings = written.withoutBlanks(this.policy::remark);
		boolean any = settings.origins().contains(SpringSettings.ANY);
		boolean anyPattern = settings.originPatterns().contains(SpringSettings.ANY);
		if (settings.credentials() && (any || anyPattern)) {
			this.policy.remark(Setting.ALLOWED_ORIGINS,
					anyPattern
							? "Spring allows any origin with credentials here: each site can read responses with your"
									+ " users' cookies. List the origins of your front ends instead."
							: "Spring answers 500 here, because it refuses * with credentials. List the origins of your"
									+ " front ends instead.");
		}
		else if (any || anyPattern) {
			this.policy.set(Setting.ALLOWED_ORIGINS, List.of(SpringSettings.ANY));
		}
		else {
			List<String> origins = new ArrayList<>();
			settings.origins().forEach((origin) -> addOrigin(origin, origins));
			settings.originPatterns().forEach((pattern) -> addPattern(pattern, origins));
			this.policy.set(Setting.ALLOWED_ORIGINS, origins);
		}
		this.policy.set(Setting.ALLOWED_METHODS, methods(settings));
		this.policy.set(Setting.ALLOWED_HEADERS, List.copyOf(settings.headers()));
		this.policy.set(Setting.EXPOSED_HEADERS, List.copyOf(settings.exposedHeaders()));
		this.policy.set(Setting.ALLOW_CREDENTIALS, List.of(String.valueOf(settings.credentials())));
		this.policy.set(Setting.MAX_AGE, List.of(String.valueOf(maxAge(settings))));
		if (settings.privateNetwork()) {
			this.policy.remark(Setting.ALLOWED_ORIGINS,
					"allowPrivateNetwork has no counterpart. Browsers do not ask for it any more.");
		}
	}

	/** Add an origin. Spring compares the whole text with that of requests. */
	private void addOrigin(String origin, List<String> origins) {
		if (origin.indexOf('*') >= 0 || PORTS.matcher(origin).matches()) {
			leaveOut(origin, "Spring takes it for an origin, and not for a pattern, so it matches no origin");
		}
		else if (DEFAULT_PORT.matcher(origin).matches()) {
			leaveOut(origin, NEVER_SENT);
		}
		else {
			origins.add(origin);
		}
	}

	private void leaveOut(String origin, String reason) {
		this.policy.remark(Setting.ALLOWED_ORIGINS, "Left out " + origin + ": " + reason + ".");
	}

	private void addPattern(String pattern, List<String> origins) {
		if (!pattern.equals(pattern.toLowerCase(Locale.ROOT))) {
			leaveOut(pattern, "browsers send origins in lower case, so it matches no origin");
			return;
		}
		if (DEFAULT_PORT.matcher(pattern).matches()) {
			leaveOut(pattern, NEVER_SENT);
			return;
		}
		Matcher matcher = PORTS.matcher(pattern);
		if (!matcher.matches()) {
			origins.add(pattern);
			return;
		}
		String origin = matcher.group(1);
		String ports = matcher.group(2);
		String defaultPort = origin.startsWith("https:") ? "443" : origin.startsWith("http:") ? "80" : "";
		List<String> others = new ArrayList<>(List.of(ports.split(",")));
		others.remove(defaultPort);
		if (others.isEmpty()) {
			leaveOut(pattern, NEVER_SENT);
		}
		else {
			origins.add(origin + ":" + ((others.size() == 1) ? others.get(0) : "[" + String.join(",", others) + "]"));
		}
	}

	/** Return the methods. Spring compares them with those of requests as they are. */
	private List<String> methods(SpringSettings settings) {
		List<String> methods = new ArrayList<>();
		for (String method : settings.methods()) {
			String upperCase = method.toUpperCase(Locale.ROOT);
			if (!method.equals(upperCase) && STANDARD_METHODS.contains(upperCase)) {
				this.policy.remark(Setting.ALLOWED_METHODS, "Left out " + method + ": Spring does not take it for "
						+ upperCase + ", so it allows nothing.");
			}
			// A policy that allows GET allows HEAD.
			else if (!method.equals("HEAD") || !settings.methods().contains("GET")) {
				methods.add(method);
			}
		}
		return methods;
	}

	private long maxAge(SpringSettings settings) {
		Long seconds = settings.maxAge();
		if (seconds != null && seconds > LONGEST_MAX_AGE) {
			this.policy.remark(Setting.MAX_AGE,
					"Spring's is " + seconds + " seconds. No browser keeps a preflight for more than a day.");
		}
		return (seconds == null) ? DEFAULT_MAX_AGE : Math.max(0, Math.min(LONGEST_MAX_AGE, seconds));
	}

}
