// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import io.github.originaccess.cors.OwnSettings.Names;
import io.github.originaccess.cors.PolicyDecisions.PolicyAnswers;
import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * Turns builders into policies, or into all their problems. Rules about one setting are
 * in {@link OwnSettings}; rules about how settings go together are here.
 */
final class PolicyCompiler {

	private static final Names DEFAULT_METHODS = new Names(null, List.of("GET", "HEAD", "POST"));

	private static final Names DEFAULT_HEADERS = new Names(new ListElement(-1, "*"), List.of());

	private static final Names DEFAULT_EXPOSED_HEADERS = new Names(null, List.of());

	private static final Duration DEFAULT_MAX_AGE = Duration.ofMinutes(30);

	private static final List<String> DEFAULT_PATHS = List.of("/**");

	/** A set: what several policies inherit is one problem. */
	private final Set<Problem> problems = new LinkedHashSet<>();

	private final Map<CorsPolicyBuilder, OwnSettings> own = new LinkedHashMap<>();

	private final Map<String, String> policyOfPath = new HashMap<>();

	private PolicyCompiler() {
	}

	static CorsPolicy compile(CorsPolicyBuilder builder) {
		PolicyCompiler compiler = new PolicyCompiler();
		for (CorsPolicyBuilder each = builder; each != null; each = each.parent()) {
			compiler.read(each, PathSyntax.ANY);
		}
		return Objects.requireNonNull(compiler.compile(List.of(builder), true).get(0));
	}

	static List<CorsPolicy> compileAll(List<CorsPolicyBuilder> builders, PathSyntax pathSyntax) {
		PolicyCompiler compiler = new PolicyCompiler();
		builders.forEach((builder) -> compiler.read(builder, pathSyntax));
		return compiler.compile(builders, false);
	}

	private void read(CorsPolicyBuilder builder, PathSyntax pathSyntax) {
		List<Problem> found = new ArrayList<>();
		this.own.put(builder, new OwnSettings(builder, pathSyntax, found));
		this.problems.addAll(found);
	}

	private List<CorsPolicy> compile(List<CorsPolicyBuilder> builders, boolean originsRequired) {
		List<CorsPolicy> policies = new ArrayList<>();
		for (CorsPolicyBuilder builder : builders) {
			CorsPolicy policy = compile(builder, originsRequired || !builder.isDefault());
			if (policy != null) {
				policies.add(policy);
			}
		}
		if (!this.problems.isEmpty()) {
			throw new InvalidCorsPolicyException(List.copyOf(this.problems));
		}
		return List.copyOf(policies);
	}

	private @Nullable CorsPolicy compile(CorsPolicyBuilder builder, boolean originsRequired) {
		OwnSettings originsOwner = owner(builder, (settings) -> settings.origins);
		OwnSettings exposedOwner = owner(builder, (settings) -> settings.exposedHeaders);
		List<OriginPattern> origins = (originsOwner != null) ? originsOwner.origins : null;
		Names exposed = or(exposedOwner, (settings) -> settings.exposedHeaders, DEFAULT_EXPOSED_HEADERS);
		ListElement anyOrigin = (originsOwner != null) ? originsOwner.anyOrigin() : null;
		boolean credentials = allowsCredentials(builder, originsOwner, exposedOwner);
		List<String> paths = paths(builder);
		if (origins == null) {
			if (originsRequired) {
				this.problems.add(new Problem(Code.ALLOWED_ORIGINS_MISSING, builder.name(), Setting.ALLOWED_ORIGINS, -1,
						"", "a policy names the origins it trusts; set it empty to trust nobody", null));
			}
			return null;
		}
		checkPathsAreItsOwn(builder, paths);
		if (!this.problems.isEmpty()) {
			return null;
		}
		Names methods = or(owner(builder, (settings) -> settings.methods), (settings) -> settings.methods,
				DEFAULT_METHODS);
		Names headers = or(owner(builder, (settings) -> settings.headers), (settings) -> settings.headers,
				DEFAULT_HEADERS);
		Duration maxAge = or(owner(builder, (settings) -> settings.maxAge), (settings) -> settings.maxAge,
				DEFAULT_MAX_AGE);
		PolicyAnswers answers = new PolicyAnswers(anyOrigin != null, credentials, methods.any() != null,
				methods.names(), headers.any() != null, headers.names(), withAny(exposed), maxAge.getSeconds());
		return new CorsPolicy(builder.name(), paths, anyOrigin != null,
				OriginSet.of((anyOrigin != null) ? List.of() : origins),
				new MethodSet(methods.names(), methods.any() != null),
				new HeaderNameSet(headers.names(), headers.any() != null),
				new PolicyDecisions(builder.name(), answers));
	}

	private List<String> paths(CorsPolicyBuilder builder) {
		List<String> paths = settings(builder).paths;
		if (paths != null) {
			return paths;
		}
		if (builder.isDefault()) {
			return DEFAULT_PATHS;
		}
		this.problems.add(new Problem(Code.PATHS_MISSING, builder.name(), Setting.PATHS, -1, "",
				"a named policy says which paths it covers", "/api/**"));
		return List.of();
	}

	private void checkPathsAreItsOwn(CorsPolicyBuilder builder, List<String> paths) {
		for (String path : paths) {
			String other = this.policyOfPath.putIfAbsent(path, builder.name());
			if (other != null && !other.equals(builder.name())) {
				this.problems.add(new Problem(Code.PATH_IN_TWO_POLICIES, builder.name(), Setting.PATHS,
						indexOf(builder, path), path, "the policy '" + other + "' has the same path", null));
			}
		}
	}

	private static int indexOf(CorsPolicyBuilder builder, String path) {
		List<String> entries = Objects.requireNonNullElse(builder.ownPaths(), List.of());
		return ListElement.split(entries)
			.stream()
			.filter((element) -> element.text().equals(path))
			.mapToInt(ListElement::index)
			.findFirst()
			.orElse(-1);
	}

	private boolean allowsCredentials(CorsPolicyBuilder builder, @Nullable OwnSettings originsOwner,
			@Nullable OwnSettings exposedOwner) {
		OwnSettings credentialsOwner = owner(builder, (settings) -> settings.credentials);
		if (credentialsOwner == null || !Boolean.TRUE.equals(credentialsOwner.credentials)) {
			return false;
		}
		boolean own = credentialsOwner == settings(builder);
		ListElement anyOrigin = (originsOwner != null) ? originsOwner.anyOrigin() : null;
		if (originsOwner != null && anyOrigin != null) {
			String reason = "every site could act in its visitors' name; name the origins that may";
			this.problems.add((own && originsOwner != credentialsOwner)
					? refuseCredentials(Code.ANY_ORIGIN_WITH_CREDENTIALS, builder, reason)
					: new Problem(Code.ANY_ORIGIN_WITH_CREDENTIALS, originsOwner.policy(), Setting.ALLOWED_ORIGINS,
							anyOrigin.index(), anyOrigin.text(), reason, null));
		}
		ListElement anyExposed = (exposedOwner != null && exposedOwner.exposedHeaders != null)
				? exposedOwner.exposedHeaders.any() : null;
		if (exposedOwner != null && anyExposed != null) {
			String reason = "with credentials, browsers take * for the name of a header";
			this.problems.add((own && exposedOwner != credentialsOwner)
					? refuseCredentials(Code.ANY_EXPOSED_HEADER_WITH_CREDENTIALS, builder, reason)
					: new Problem(Code.ANY_EXPOSED_HEADER_WITH_CREDENTIALS, exposedOwner.policy(),
							Setting.EXPOSED_HEADERS, anyExposed.index(), anyExposed.text(), reason, null));
		}
		return true;
	}

	/** Where a policy allows credentials itself and inherits what they rule out. */
	private static Problem refuseCredentials(Code code, CorsPolicyBuilder builder, String reason) {
		return new Problem(code, builder.name(), Setting.ALLOW_CREDENTIALS, -1, "true", reason, "false");
	}

	private @Nullable OwnSettings owner(CorsPolicyBuilder builder, Function<OwnSettings, @Nullable Object> setting) {
		for (CorsPolicyBuilder each = builder; each != null; each = each.parent()) {
			OwnSettings settings = settings(each);
			if (setting.apply(settings) != null) {
				return settings;
			}
		}
		return null;
	}

	private OwnSettings settings(CorsPolicyBuilder builder) {
		OwnSettings settings = this.own.get(builder);
		if (settings == null) {
			throw new IllegalArgumentException("The parent of policy '" + builder.name() + "' is not compiled with it");
		}
		return settings;
	}

	private static <T> T or(@Nullable OwnSettings owner, Function<OwnSettings, @Nullable T> setting, T defaultValue) {
		T value = (owner != null) ? setting.apply(owner) : null;
		return (value != null) ? value : defaultValue;
	}

	private static List<String> withAny(Names names) {
		return (names.any() != null) ? List.of("*") : names.names();
	}

}
