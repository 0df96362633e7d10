// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.originaccess.cors.OriginList.Entry;
import io.github.originaccess.cors.OwnSettings.Names;
import io.github.originaccess.cors.PolicyDecisions.PolicyAnswers;
import io.github.originaccess.cors.Problem.Code;
import io.github.originaccess.cors.SettingConflicts.Owners;
import org.jspecify.annotations.Nullable;

/**
 * Turns builders into policies, or into all their problems. Rules about one setting are
 * in {@link OwnSettings}; rules about how settings go together are here.
 */
final class PolicyCompiler {

	private static final Names DEFAULT_METHODS = new Names(null, List.of("GET", "HEAD", "POST"));

	static final Names DEFAULT_HEADERS = new Names(new ListElement(-1, "*"), List.of());

	private static final Names DEFAULT_EXPOSED_HEADERS = new Names(null, List.of());

	private static final Duration DEFAULT_MAX_AGE = Duration.ofMinutes(30);

	private static final List<String> DEFAULT_PATHS = List.of("/**");

	/** Sets: what several policies inherit is one problem. */
	private final Set<Problem> problems = new LinkedHashSet<>();

	private final Set<Problem> warnings = new LinkedHashSet<>();

	/** Further origins, which stop nothing. */
	private final Set<Problem> leftOut = new LinkedHashSet<>();

	private final Map<CorsPolicyBuilder, OwnSettings> own = new LinkedHashMap<>();

	private final Map<String, String> policyOfPath = new HashMap<>();

	/** By the lists that they are compiled from. */
	private final Map<List<OriginList>, AllowedOrigins> allowedOrigins = new HashMap<>();

	private final SettingConflicts conflicts = new SettingConflicts(this::add);

	private PolicyCompiler() {
	}

	static CorsPolicy compile(CorsPolicyBuilder builder) {
		PolicyCompiler compiler = new PolicyCompiler();
		for (CorsPolicyBuilder each = builder; each != null; each = each.parent()) {
			compiler.read(each, PathSyntax.ANY);
		}
		return compiler.compile(List.of(builder), true).get(0);
	}

	static List<CorsPolicy> compileAll(List<CorsPolicyBuilder> builders, PathSyntax pathSyntax,
			Consumer<Problem> warnings) {
		PolicyCompiler compiler = new PolicyCompiler();
		builders.forEach((builder) -> compiler.read(builder, pathSyntax));
		List<CorsPolicy> policies = compiler.compile(builders, false);
		compiler.warnings.forEach(warnings);
		compiler.leftOut.forEach(warnings);
		return policies;
	}

	private void add(Problem problem) {
		(problem.code().isWarning() ? this.warnings : this.problems).add(problem);
	}

	private void read(CorsPolicyBuilder builder, PathSyntax pathSyntax) {
		this.own.put(builder, new OwnSettings(builder, pathSyntax, this::add, this.leftOut::add));
	}

	private List<CorsPolicy> compile(List<CorsPolicyBuilder> builders, boolean originsRequired) {
		List<CorsPolicy> policies = new ArrayList<>();
		Set<OwnSettings> enforced = new HashSet<>();
		for (CorsPolicyBuilder builder : builders) {
			CorsPolicy policy = compile(builder, originsRequired || builder.parent() != null);
			if (policy != null) {
				policies.add(policy);
				addOwnerOfEnforcedOrigins(builder, enforced);
			}
		}
		this.own.values().forEach(this.conflicts::checkPermissions);
		this.own.values().forEach((settings) -> checkOwnOrigins(settings, enforced));
		if (!this.problems.isEmpty()) {
			throw new InvalidCorsPolicyException(List.copyOf(this.problems));
		}
		return List.copyOf(policies);
	}

	private void addOwnerOfEnforcedOrigins(CorsPolicyBuilder builder, Set<OwnSettings> enforced) {
		OwnSettings enforcing = owner(builder, Setting.ENFORCEMENT);
		OwnSettings origins = owner(builder, Setting.OWN_ORIGINS);
		if (origins != null && enforcing != null && enforcing.enforcement != Enforcement.BROWSER) {
			enforced.add(origins);
		}
	}

	private void checkOwnOrigins(OwnSettings settings, Set<OwnSettings> enforced) {
		if (settings.ownOrigins != null && !enforced.contains(settings)) {
			String origins = String.join(", ", OriginList.texts(List.of(settings.ownOrigins)));
			add(new Problem(Code.OWN_ORIGINS_WITHOUT_ENFORCEMENT, settings.policy(), Setting.OWN_ORIGINS, -1, origins,
					"no policy that has these own origins reports or enforces, so they refuse nobody; set enforcement"
							+ " to report or server in a policy that has them",
					null));
		}
	}

	private @Nullable CorsPolicy compile(CorsPolicyBuilder builder, boolean originsRequired) {
		OwnSettings settings = settings(builder);
		Owners owners = (setting) -> owner(builder, setting);
		this.conflicts.check(settings, owners);
		List<String> paths = paths(builder);
		OwnSettings configured = owner(builder, Setting.ALLOWED_ORIGINS);
		List<OwnSettings> further = furtherOwners(builder);
		boolean namesOrigins = configured != null || !further.isEmpty();
		if (namesOrigins || settings.paths != null) {
			checkPathsAreItsOwn(builder, paths);
		}
		if (!namesOrigins) {
			if (originsRequired) {
				add(new Problem(Code.ALLOWED_ORIGINS_MISSING, builder.name(), Setting.ALLOWED_ORIGINS, -1, "",
						"a policy names the origins it trusts; set it empty to trust nobody", null));
			}
			return null;
		}
		if (!this.problems.isEmpty()) {
			return null;
		}
		boolean anyOrigin = configured != null && configured.anyOrigin() != null;
		AllowedOrigins origins = allowedOrigins(configured, further, builder);
		Names methods = or(owner(builder, Setting.ALLOWED_METHODS), (owner) -> owner.methods, DEFAULT_METHODS);
		Names headers = or(owner(builder, Setting.ALLOWED_HEADERS), (owner) -> owner.headers, DEFAULT_HEADERS);
		Names exposed = or(owner(builder, Setting.EXPOSED_HEADERS), (owner) -> owner.exposedHeaders,
				DEFAULT_EXPOSED_HEADERS);
		Duration maxAge = or(owner(builder, Setting.MAX_AGE), (owner) -> owner.maxAge, DEFAULT_MAX_AGE);
		Enforcement enforcement = or(owner(builder, Setting.ENFORCEMENT), (owner) -> owner.enforcement,
				Enforcement.BROWSER);
		OriginList own = ownOrigins(builder);
		PolicyAnswers answers = new PolicyAnswers(anyOrigin,
				or(owner(builder, Setting.ALLOW_CREDENTIALS), (owner) -> owner.credentials, false),
				methods.any() != null, methods.names(), headers.any() != null, headers.names(), withAny(exposed),
				maxAge.getSeconds(), enforcement);
		return new CorsPolicy(builder.name(), values(builder, origins, paths, answers), anyOrigin, origins.set(),
				new MethodSet(methods.names(), methods.any() != null),
				new HeaderNameSet(headers.names(), headers.any() != null),
				new EnforcementRules(enforcement, (own != null) ? tree(own) : null),
				new PolicyDecisions(builder.name(), answers));
	}

	/**
	 * Return the allowed origins of a policy. Policies that have the same lists share
	 * them: there may be a million origins.
	 */
	private AllowedOrigins allowedOrigins(@Nullable OwnSettings configured, List<OwnSettings> further,
			CorsPolicyBuilder builder) {
		List<OriginList> lists = new ArrayList<>();
		lists.add((configured != null && configured.origins != null) ? configured.origins : OriginList.EMPTY);
		for (OwnSettings owner : further) {
			lists.add(this.conflicts.admissible(owner, settings(builder), (setting) -> owner(builder, setting),
					this.leftOut::add));
		}
		return this.allowedOrigins.computeIfAbsent(lists, AllowedOrigins::of);
	}

	/**
	 * Whose further origins a policy has: its own and, as long as it inherits the allowed
	 * ones, its parents'.
	 */
	private List<OwnSettings> furtherOwners(CorsPolicyBuilder builder) {
		List<OwnSettings> owners = new ArrayList<>();
		for (CorsPolicyBuilder each = builder; each != null; each = each.parent()) {
			OwnSettings settings = settings(each);
			if (settings.furtherOrigins != null) {
				owners.add(0, settings);
			}
			if (settings.origins != null) {
				break;
			}
		}
		return owners;
	}

	private Map<Setting, List<String>> values(CorsPolicyBuilder builder, AllowedOrigins origins, List<String> paths,
			PolicyAnswers answers) {
		Map<Setting, List<String>> values = new EnumMap<>(Setting.class);
		values.put(Setting.ALLOWED_ORIGINS, origins.texts());
		values.put(Setting.ALLOWED_METHODS, answers.anyMethod() ? List.of("*") : answers.methods());
		values.put(Setting.ALLOWED_HEADERS, answers.anyHeader() ? List.of("*") : answers.headers());
		values.put(Setting.EXPOSED_HEADERS, answers.exposedHeaders());
		values.put(Setting.ALLOW_CREDENTIALS, List.of(String.valueOf(answers.credentials())));
		values.put(Setting.MAX_AGE, List.of(answers.maxAgeSeconds() + "s"));
		values.put(Setting.PATHS, List.copyOf(paths));
		values.put(Setting.ENFORCEMENT, List.of(answers.enforcement().toString()));
		OriginList own = ownOrigins(builder);
		values.put(Setting.OWN_ORIGINS, (own != null) ? OriginList.texts(List.of(own)) : List.of());
		for (Setting flag : List.of(Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS,
				Setting.DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES)) {
			values.put(flag, Objects.requireNonNullElse(builder.values(flag), List.of("false")));
		}
		return values;
	}

	private @Nullable OriginList ownOrigins(CorsPolicyBuilder builder) {
		OwnSettings owner = owner(builder, Setting.OWN_ORIGINS);
		return (owner != null) ? owner.ownOrigins : null;
	}

	private static OriginTree tree(OriginList origins) {
		return OriginTree.of(origins.entries().stream().map(Entry::pattern).toList());
	}

	private List<String> paths(CorsPolicyBuilder builder) {
		List<String> paths = settings(builder).paths;
		if (paths != null) {
			return paths;
		}
		if (builder.parent() == null) {
			return DEFAULT_PATHS;
		}
		add(new Problem(Code.PATHS_MISSING, builder.name(), Setting.PATHS, -1, "",
				"a named policy says which paths it covers", "/api/**"));
		return List.of();
	}

	private void checkPathsAreItsOwn(CorsPolicyBuilder builder, List<String> paths) {
		for (String path : paths) {
			String other = this.policyOfPath.putIfAbsent(path, builder.name());
			if (other != null && !other.equals(builder.name())) {
				add(new Problem(Code.PATH_IN_TWO_POLICIES, builder.name(), Setting.PATHS, indexOf(builder, path), path,
						"the policy '" + other + "' has the same path", null));
			}
		}
	}

	private static int indexOf(CorsPolicyBuilder builder, String path) {
		List<String> entries = Objects.requireNonNullElse(builder.own().list(Setting.PATHS), List.of());
		return ListElement.split(entries)
			.stream()
			.filter((element) -> element.text().equals(path))
			.mapToInt(ListElement::index)
			.findFirst()
			.orElse(-1);
	}

	private @Nullable OwnSettings owner(CorsPolicyBuilder builder, Setting setting) {
		CorsPolicyBuilder owner = builder.owner(setting);
		return (owner != null) ? settings(owner) : null;
	}

	private OwnSettings settings(CorsPolicyBuilder builder) {
		OwnSettings settings = this.own.get(builder);
		if (settings == null) {
			throw new IllegalArgumentException(
					"Policy '" + builder.name() + "' is a parent, and not compiled with its children");
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

	/**
	 * The allowed origins of one or more policies.
	 *
	 * @param texts their texts as they were written, each once
	 * @param set the set that requests are compared with; empty if every origin is
	 * allowed
	 */
	private record AllowedOrigins(List<String> texts, OriginSet set) {

		/** Compile lists; plain origins give the set their texts. */
		static AllowedOrigins of(List<OriginList> lists) {
			if (lists.stream().anyMatch((list) -> list.any() != null)) {
				return new AllowedOrigins(OriginList.texts(lists), OriginSet.of(List.of(), List.of()));
			}
			List<String> plain = new ArrayList<>();
			List<OriginPattern> patterns = new ArrayList<>();
			for (OriginList list : lists) {
				for (Entry entry : list.entries()) {
					if (entry.isPlain()) {
						plain.add(entry.text());
					}
					else {
						patterns.add(entry.pattern());
					}
				}
			}
			OriginSet set = OriginSet.of(plain, patterns);
			// A second pass over a million origins would double the cost, so it is made
			// only if the set has met a repetition.
			boolean once = patterns.isEmpty() && !set.isRepeating();
			return new AllowedOrigins(once ? Collections.unmodifiableList(plain) : OriginList.texts(lists), set);
		}

	}

}
