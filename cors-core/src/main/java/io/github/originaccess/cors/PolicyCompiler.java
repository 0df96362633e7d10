// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import io.github.originaccess.cors.OriginList.Entry;
import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * A compilation of builders into policies, or into all their problems.
 * {@link BuilderSettings} has the rules about one setting, {@link SettingConflicts} the
 * rules about several.
 */
final class PolicyCompiler {

	private static final NameList DEFAULT_METHODS = NameList.of("GET", "HEAD", "POST");

	static final NameList DEFAULT_HEADERS = NameList.ofAny();

	private static final NameList DEFAULT_EXPOSED_HEADERS = NameList.of();

	private static final Duration DEFAULT_MAX_AGE = Duration.ofMinutes(30);

	private static final List<String> DEFAULT_PATHS = List.of("/**");

	private final PolicyProblems problems = new PolicyProblems();

	private final Map<CorsPolicyBuilder, BuilderSettings> settings = new LinkedHashMap<>();

	private final Map<String, String> policyOfPath = new HashMap<>();

	/** By the lists that they are compiled from. */
	private final Map<List<OriginList>, AllowedOrigins> allowedOrigins = new HashMap<>();

	private @Nullable SettingConflicts conflicts;

	private final PathSyntax pathSyntax;

	private PolicyCompiler(PathSyntax pathSyntax) {
		this.pathSyntax = pathSyntax;
	}

	static CorsPolicy compile(CorsPolicyBuilder builder) {
		PolicyCompiler compiler = new PolicyCompiler(PathSyntax.OPTIONAL);
		for (CorsPolicyBuilder each = builder; each != null; each = each.parent()) {
			compiler.read(each);
		}
		return compiler.compile(List.of(builder), true).get(0);
	}

	static List<CorsPolicy> compileAll(List<CorsPolicyBuilder> builders, PathSyntax pathSyntax,
			Consumer<Problem> warnings) {
		PolicyCompiler compiler = new PolicyCompiler(pathSyntax);
		for (CorsPolicyBuilder builder : builders) {
			compiler.read(builder);
		}
		List<CorsPolicy> policies = compiler.compile(builders, false);
		compiler.problems.warnings().forEach(warnings);
		compiler.problems.leftOut().forEach(warnings);
		return policies;
	}

	private void read(CorsPolicyBuilder builder) {
		this.settings.put(builder, new BuilderSettings(builder, this.pathSyntax, this.problems));
	}

	private List<CorsPolicy> compile(List<CorsPolicyBuilder> builders, boolean originsRequired) {
		List<CorsPolicy> policies = new ArrayList<>();
		Set<BuilderSettings> enforced = new HashSet<>();
		for (CorsPolicyBuilder builder : builders) {
			CorsPolicy policy = compile(builder, originsRequired || builder.parent() != null);
			if (policy != null) {
				policies.add(policy);
				addOwnerOfEnforcedOrigins(builder, enforced);
			}
		}
		for (BuilderSettings settings : this.settings.values()) {
			if (settings.allowDangers()) {
				conflicts().checkPermissions(settings);
			}
		}
		for (BuilderSettings settings : this.settings.values()) {
			checkOwnOrigins(settings, enforced);
		}
		if (!this.problems.leftOut().isEmpty()) {
			removeDangerousRemedies(builders, this.problems.leftOut());
		}
		if (this.problems.stopCompilation()) {
			removeDangerousRemedies(builders, this.problems.problems());
			throw new InvalidCorsPolicyException(List.copyOf(this.problems.problems()));
		}
		return List.copyOf(policies);
	}

	/**
	 * Remove the remedies that a policy would refuse in its turn. Providers may bring
	 * many problems to many policies, so each problem meets only the policies that it
	 * concerns.
	 */
	private void removeDangerousRemedies(List<CorsPolicyBuilder> builders, Set<Problem> problems) {
		if (problems.stream().allMatch((problem) -> problem.remedy() == null)) {
			return;
		}
		Map<String, Set<CorsPolicyBuilder>> concerned = new HashMap<>();
		for (CorsPolicyBuilder builder : builders) {
			concerned.computeIfAbsent(builder.name(), (name) -> new LinkedHashSet<>()).add(builder);
			for (Setting setting : List.of(Setting.ALLOWED_ORIGINS, Setting.OWN_ORIGINS)) {
				BuilderSettings owner = owner(builder, setting);
				if (owner != null) {
					concerned.computeIfAbsent(owner.policy(), (name) -> new LinkedHashSet<>()).add(builder);
				}
			}
		}
		List<Problem> found = List.copyOf(problems);
		problems.clear();
		for (Problem each : found) {
			Problem problem = each;
			for (CorsPolicyBuilder builder : concerned.getOrDefault(each.policy(), Set.of())) {
				problem = conflicts().withSafeRemedy(problem, settings(builder), (setting) -> owner(builder, setting));
			}
			problems.add(problem);
		}
	}

	/**
	 * Return the rules about several settings. They are created on first use, because
	 * nothing contradicts plain origins, the only setting of most policies.
	 */
	private SettingConflicts conflicts() {
		if (this.conflicts == null) {
			this.conflicts = new SettingConflicts(this.problems);
		}
		return this.conflicts;
	}

	/** Whether a policy has values that its other settings may contradict. */
	private boolean mayConflict(CorsPolicyBuilder builder) {
		BuilderSettings origins = owner(builder, Setting.ALLOWED_ORIGINS);
		BuilderSettings own = owner(builder, Setting.OWN_ORIGINS);
		return origins != null && origins.origins != null && !origins.origins.patterns().isEmpty()
				|| own != null && own.ownOrigins != null && !own.ownOrigins.patterns().isEmpty()
				|| builder.owner(Setting.ALLOWED_METHODS) != null || builder.owner(Setting.EXPOSED_HEADERS) != null;
	}

	private void addOwnerOfEnforcedOrigins(CorsPolicyBuilder builder, Set<BuilderSettings> enforced) {
		BuilderSettings enforcing = owner(builder, Setting.ENFORCEMENT);
		BuilderSettings origins = owner(builder, Setting.OWN_ORIGINS);
		if (origins != null && enforcing != null && enforcing.enforcement != Enforcement.BROWSER) {
			enforced.add(origins);
		}
	}

	private void checkOwnOrigins(BuilderSettings settings, Set<BuilderSettings> enforced) {
		if (settings.ownOrigins != null && !enforced.contains(settings)) {
			String origins = String.join(", ", OriginList.texts(List.of(settings.ownOrigins)));
			this.problems.add(new Problem(Code.OWN_ORIGINS_WITHOUT_ENFORCEMENT, settings.policy(), Setting.OWN_ORIGINS,
					-1, origins,
					"no policy with these own origins has enforcement report or server, so they refuse no request; set"
							+ " enforcement to report or server in a policy that has them",
					null));
		}
	}

	private @Nullable CorsPolicy compile(CorsPolicyBuilder builder, boolean originsRequired) {
		BuilderSettings settings = settings(builder);
		if (mayConflict(builder)) {
			conflicts().check(settings, (setting) -> owner(builder, setting));
		}
		List<String> paths = paths(builder);
		BuilderSettings configured = owner(builder, Setting.ALLOWED_ORIGINS);
		List<BuilderSettings> further = furtherOwners(builder);
		boolean namesOrigins = configured != null || !further.isEmpty();
		if (namesOrigins || settings.paths != null) {
			checkPathsAreItsOwn(builder, paths);
		}
		if (!namesOrigins) {
			if (originsRequired) {
				this.problems.add(new Problem(Code.ALLOWED_ORIGINS_MISSING, builder.name(), Setting.ALLOWED_ORIGINS, -1,
						"", "a policy needs allowed origins; set an empty list to allow none", null));
			}
			return null;
		}
		checkAnyOriginIsAlone(configured, further);
		if (this.problems.stopCompilation()) {
			return null;
		}
		AllowedOrigins origins = allowedOrigins(configured, further, builder);
		OriginList own = ownOrigins(builder);
		EffectiveSettings effective = new EffectiveSettings(builder.name(), List.copyOf(paths), origins.any(),
				origins.texts(), names(builder, Setting.ALLOWED_METHODS, DEFAULT_METHODS),
				names(builder, Setting.ALLOWED_HEADERS, DEFAULT_HEADERS),
				names(builder, Setting.EXPOSED_HEADERS, DEFAULT_EXPOSED_HEADERS),
				value(builder, Setting.ALLOW_CREDENTIALS, Boolean.class, false),
				value(builder, Setting.MAX_AGE, Duration.class, DEFAULT_MAX_AGE),
				value(builder, Setting.ENFORCEMENT, Enforcement.class, Enforcement.BROWSER),
				(own != null) ? OriginList.texts(List.of(own)) : List.of(),
				allows(builder, Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS),
				allows(builder, Setting.DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES));
		return new CorsPolicy(effective, origins.set(),
				new MethodSet(effective.methods().names(), effective.methods().containsAny()),
				new HeaderNameSet(effective.headers().names(), effective.headers().containsAny()),
				new EnforcementRules(effective.enforcement(), (own != null) ? tree(own) : null),
				new PolicyDecisions(effective));
	}

	/** Warn about further origins that change nothing, once for all of them. */
	private void checkAnyOriginIsAlone(@Nullable BuilderSettings configured, List<BuilderSettings> further) {
		ListElement any = (configured != null) ? configured.anyOrigin() : null;
		for (BuilderSettings owner : further) {
			if (configured != null && any != null && owner.furtherOrigins != null
					&& !owner.furtherOrigins.entries().isEmpty()) {
				this.problems.add(new Problem(Code.ENTRY_ALREADY_COVERED, configured.policy(), Setting.ALLOWED_ORIGINS,
						any.index(), any.text(),
						"this covers every further origin already, such as those of a provider", null));
			}
		}
	}

	/**
	 * Return the allowed origins of a policy. Policies that have the same lists share
	 * them: there may be a million origins.
	 */
	private AllowedOrigins allowedOrigins(@Nullable BuilderSettings configured, List<BuilderSettings> further,
			CorsPolicyBuilder builder) {
		List<OriginList> lists = new ArrayList<>();
		lists.add((configured != null && configured.origins != null) ? configured.origins : OriginList.EMPTY);
		for (BuilderSettings owner : further) {
			lists.add(conflicts().admissible(owner, settings(builder), (setting) -> owner(builder, setting)));
		}
		AllowedOrigins origins = this.allowedOrigins.get(lists);
		if (origins == null) {
			origins = AllowedOrigins.of(lists);
			this.allowedOrigins.put(lists, origins);
		}
		return origins;
	}

	/**
	 * Return the settings with the further origins of a policy, parents first. The
	 * parents' further origins count only while the policy inherits its allowed origins.
	 */
	private List<BuilderSettings> furtherOwners(CorsPolicyBuilder builder) {
		List<BuilderSettings> owners = new ArrayList<>();
		for (CorsPolicyBuilder each = builder; each != null; each = each.parent()) {
			BuilderSettings settings = settings(each);
			if (settings.furtherOrigins != null) {
				owners.add(0, settings);
			}
			if (settings.origins != null) {
				break;
			}
		}
		return owners;
	}

	private boolean allows(CorsPolicyBuilder builder, Setting permission) {
		BuilderSettings owner = owner(builder, permission);
		return owner != null && owner.allows(permission);
	}

	private @Nullable OriginList ownOrigins(CorsPolicyBuilder builder) {
		BuilderSettings owner = owner(builder, Setting.OWN_ORIGINS);
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
		Problem problem = this.pathSyntax.checkUnset(builder.name());
		if (problem != null) {
			this.problems.add(problem);
		}
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
		List<String> entries = Objects.requireNonNullElse(builder.list(Setting.PATHS), List.of());
		return ListElement.split(entries)
			.stream()
			.filter((element) -> element.text().equals(path))
			.mapToInt(ListElement::index)
			.findFirst()
			.orElse(-1);
	}

	private @Nullable BuilderSettings owner(CorsPolicyBuilder builder, Setting setting) {
		CorsPolicyBuilder owner = builder.owner(setting);
		return (owner != null) ? settings(owner) : null;
	}

	private BuilderSettings settings(CorsPolicyBuilder builder) {
		BuilderSettings settings = this.settings.get(builder);
		if (settings == null) {
			throw new IllegalArgumentException(
					"Policy '" + builder.name() + "' is a parent and must be compiled with its children");
		}
		return settings;
	}

	private NameList names(CorsPolicyBuilder builder, Setting setting, NameList defaultNames) {
		BuilderSettings owner = owner(builder, setting);
		NameList names = (owner != null) ? owner.names(setting) : null;
		return (names != null) ? names : defaultNames;
	}

	private static <T> T value(CorsPolicyBuilder builder, Setting setting, Class<T> type, T defaultValue) {
		CorsPolicyBuilder owner = builder.owner(setting);
		T value = (owner != null) ? owner.value(setting, type) : null;
		return (value != null) ? value : defaultValue;
	}

	/**
	 * The allowed origins of one or more policies.
	 *
	 * @param any whether every origin is allowed
	 * @param texts their canonical texts, each once
	 * @param set the set that requests are compared with; empty if every origin is
	 * allowed
	 */
	private record AllowedOrigins(boolean any, List<String> texts, OriginSet set) {

		/** Compile lists; plain origins give the set their texts. */
		static AllowedOrigins of(List<OriginList> lists) {
			int size = 0;
			for (OriginList list : lists) {
				if (list.any() != null) {
					return new AllowedOrigins(true, OriginList.texts(lists), OriginSet.of(List.of(), List.of()));
				}
				size += list.entries().size();
			}
			List<String> plain = new ArrayList<>(size);
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
			return new AllowedOrigins(false, once ? Collections.unmodifiableList(plain) : OriginList.texts(lists), set);
		}

	}

}
