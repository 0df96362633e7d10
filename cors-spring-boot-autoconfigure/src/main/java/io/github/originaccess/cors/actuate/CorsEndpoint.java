// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.actuate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.DenialReason;
import io.github.originaccess.cors.Explanation;
import io.github.originaccess.cors.ResponseHeaders;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.actuate.CorsDescriptor.Decision;
import io.github.originaccess.cors.actuate.CorsDescriptor.Decisions;
import io.github.originaccess.cors.actuate.CorsDescriptor.Policies;
import io.github.originaccess.cors.actuate.CorsDescriptor.Policy;
import io.github.originaccess.cors.actuate.CorsDescriptor.Problems;
import io.github.originaccess.cors.actuate.CorsDescriptor.Step;
import io.github.originaccess.cors.actuate.CorsDescriptor.UnderWay;
import io.github.originaccess.cors.registry.CorsPoliciesRefusedException;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import io.github.originaccess.cors.registry.PathReader;
import io.github.originaccess.cors.registry.PolicySelection;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.lang.Contract;
import org.springframework.util.StringUtils;

/**
 * The actuator endpoint that shows the policies in force and what they decide, and
 * refreshes them. Safe for use by many threads.
 */
@Endpoint(id = "cors")
@RegisterReflectionForBinding({ Policies.class, Decisions.class, Problems.class, UnderWay.class })
public final class CorsEndpoint {

	private static final int MOST_VALUES = 100;

	private static final int MOST_POLICIES = 1_000;

	/** A token of HTTP (RFC 9110, section 5.6.2). */
	private static final Pattern METHOD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private static final String UNCOVERED = "No policy covers the path, so the response has no CORS headers of a "
			+ "policy. ";

	private static final String OTHER_SERVER = "Management endpoints have a server of their own at this port, which no "
			+ "policy reaches. Set management.endpoints.web.cors.*.";

	private static final String RESOLVED = "The CorsPolicyResolver of the application was asked about the request as "
			+ "it is described. A real request may have headers that lead to another policy.";

	private static final String NEEDS_HOST = "The policy has own origins, so its decision depends on the host. Add the "
			+ "parameter host, or write a whole URL.";

	private static final String FAILED = "The CorsPolicyResolver of the application failed on the request as it is "
			+ "described. If it fails on a real request, the response has the status 500 and no CORS headers of a policy.";

	private static final String UNDER_WAY = "Another refresh is under way, and this one follows it. Ask again with GET "
			+ "to see what is in force then.";

	private final CorsPolicyRegistry registry;

	private final PolicySelection selection;

	private final SettingPlaces places;

	private final Supplier<List<String>> warnings;

	private final Supplier<List<String>> existing;

	private final boolean explainDenials;

	private final boolean hasResolver;

	private final ApplicationAddress address;

	/**
	 * Create the endpoint.
	 * @param registry the policies in force
	 * @param places the places of their settings
	 * @param warnings returns the warnings about the configuration, one line each
	 * @param existing returns Spring's CORS configuration as properties, the lines of a
	 * YAML text
	 * @param explainDenials whether responses say why a request was denied
	 * @param resolver chooses policies before the path does; {@code null} for none
	 * @param contextPath the path that leads to the application, empty for the root
	 * @param managementPort returns the port of management endpoints if they have a
	 * server of their own, and otherwise -1
	 */
	public CorsEndpoint(CorsPolicyRegistry registry, SettingPlaces places, Supplier<List<String>> warnings,
			Supplier<List<String>> existing, boolean explainDenials, @Nullable CorsPolicyResolver resolver,
			String contextPath, IntSupplier managementPort) {
		this.registry = registry;
		this.selection = new PolicySelection(registry, resolver);
		this.places = places;
		this.warnings = warnings;
		this.existing = existing;
		this.explainDenials = explainDenials;
		this.hasResolver = resolver != null;
		this.address = new ApplicationAddress(contextPath, managementPort);
	}

	/**
	 * Return the policies in force or, for a path, the decisions on a request to it.
	 * @param path the path within the application, or a whole URL; {@code null} for the
	 * policies
	 * @param origin the origin of the page that sends the request; {@code null} for none
	 * @param method the method as the page writes it; {@code null} for GET
	 * @param headers names of the headers that the page sets, separated by commas
	 * @param host the host that the request is addressed to, with a scheme and a port if
	 * they are not those of http; {@code null} for that of the URL
	 * @param site the value of {@code Sec-Fetch-Site}; {@code null} for none
	 * @param credentials {@code true} if the request has cookies, {@code false} or
	 * {@code null} for none
	 * @param policy the name of the only policy to return; {@code null} for all
	 * @return {@link Policies} or {@link Decisions}; {@link Problems} with status 400 if
	 * the parameters do not fit together, or with status 404 if the policy does not exist
	 */
	@ReadOperation
	// Boot 3.5 reads only the annotation of Spring, which a later Spring may lack.
	@SuppressWarnings("deprecation")
	public WebEndpointResponse<CorsDescriptor> cors(@org.springframework.lang.Nullable @Nullable String path,
			@org.springframework.lang.Nullable @Nullable String origin,
			@org.springframework.lang.Nullable @Nullable String method,
			@org.springframework.lang.Nullable @Nullable String headers,
			@org.springframework.lang.Nullable @Nullable String host,
			@org.springframework.lang.Nullable @Nullable String site,
			@org.springframework.lang.Nullable @Nullable String credentials,
			@org.springframework.lang.Nullable @Nullable String policy) {
		boolean describesRequest = Stream.of(origin, method, headers, host, site, credentials)
			.anyMatch(StringUtils::hasLength);
		if (!StringUtils.hasLength(path)) {
			return describesRequest ? badRequest("The policy depends on the path. Add the parameter path.")
					: StringUtils.hasLength(policy) ? onlyPolicy(policy) : new WebEndpointResponse<>(policies());
		}
		if (StringUtils.hasLength(policy)) {
			return badRequest("The path chooses the policy. Leave out the parameter path or policy.");
		}
		if (StringUtils.hasLength(credentials) && !credentials.equals("true") && !credentials.equals("false")) {
			return badRequest("The parameter credentials is neither true nor false.");
		}
		if (StringUtils.hasLength(method) && !METHOD.matcher(method).matches()) {
			return badRequest("The parameter method is not a method.");
		}
		try {
			SupposedRequest request = SupposedRequest.of(StringUtils.hasLength(method) ? method : HttpMethod.GET.name(),
					SupposedAddress.of(path, given(host), this.address), given(origin), given(site),
					"true".equals(credentials));
			return new WebEndpointResponse<>(decisions(request, request.preflight(names(headers))));
		}
		catch (IllegalArgumentException ex) {
			return badRequest(String.valueOf(ex.getMessage()));
		}
	}

	private static WebEndpointResponse<CorsDescriptor> badRequest(String message) {
		return new WebEndpointResponse<>(new Problems(message, List.of()), WebEndpointResponse.STATUS_BAD_REQUEST);
	}

	private WebEndpointResponse<CorsDescriptor> onlyPolicy(String name) {
		CorsPolicy policy = this.registry.policy(name);
		return (policy != null) ? new WebEndpointResponse<>(policies(List.of(policy))) : new WebEndpointResponse<>(
				new Problems("No policy in force has this name.", List.of()), WebEndpointResponse.STATUS_NOT_FOUND);
	}

	private static @Nullable String given(@Nullable String parameter) {
		return StringUtils.hasLength(parameter) ? parameter : null;
	}

	private Decisions decisions(SupposedRequest request, @Nullable SupposedRequest preflight) {
		if (request.port() > 0 && request.port() == this.address.managementPort().getAsInt()) {
			return result(request, null, null, null, BrowserReaction.toNoPolicy(request, null), OTHER_SERVER,
					remark(request, false));
		}
		Choice choice = choose(request);
		// A resolver, or the stricter of several policies, may choose another one for it.
		Choice ofPreflight = (preflight != null) ? choose(preflight) : null;
		if (choice.failed() || ofPreflight != null && ofPreflight.failed()) {
			return result(request, null, null, null, BrowserReaction.toFailure(request), FAILED,
					request.address().remark());
		}
		CorsPolicy policyOfPreflight = (ofPreflight != null) ? ofPreflight.policy() : null;
		Decision onPreflight = (preflight != null && policyOfPreflight != null)
				? describe(explain(policyOfPreflight, preflight), preflight) : null;
		CorsPolicy policy = choice.policy();
		if (policy == null) {
			boolean management = this.selection.isReserved(request.path(), new SupposedPath(request));
			return result(request, null, onPreflight, null, BrowserReaction.toNoPolicy(request, onPreflight),
					isDenied(onPreflight) ? onPreflight.sentence()
							: UNCOVERED + this.selection.remedyOfUncovered(management, this.places.ofPolicies()),
					remark(request, false));
		}
		Explanation explanation = explain(policy, request);
		Decision onRequest = describe(explanation, request);
		String withheld = explanation.withheld();
		String summary = isDenied(onPreflight) ? onPreflight.sentence()
				: (withheld != null) ? withheld : onRequest.sentence();
		boolean needsHost = explanation.decision().reason() == DenialReason.NOT_OWN_ORIGIN && request.host() == null;
		return result(request, policy, onPreflight, onRequest,
				BrowserReaction.to(request, preflight != null, onPreflight, onRequest), summary,
				remark(request, needsHost));
	}

	private @Nullable String remark(SupposedRequest request, boolean needsHost) {
		List<String> remarks = new ArrayList<>();
		if (request.address().remark() != null) {
			remarks.add(request.address().remark());
		}
		if (needsHost) {
			remarks.add(NEEDS_HOST);
		}
		if (this.hasResolver) {
			remarks.add(RESOLVED);
		}
		return remarks.isEmpty() ? null : String.join(" ", remarks);
	}

	private Explanation explain(CorsPolicy policy, SupposedRequest request) {
		return Explanation.of(policy, request, policy.decide(request), this.places);
	}

	@Contract("null -> false")
	private static boolean isDenied(@Nullable Decision decision) {
		return decision != null && decision.reason() != null;
	}

	private static Decisions result(SupposedRequest request, @Nullable CorsPolicy policy, @Nullable Decision preflight,
			@Nullable Decision decision, BrowserReaction browser, String summary, @Nullable String remark) {
		return new Decisions(request.address().shown(), (policy != null) ? policy.name() : null, preflight, decision,
				browser.readable(), browser.sentence(), summary, remark);
	}

	/**
	 * Choose a policy as for a real request. A resolver may need more than is described.
	 */
	private Choice choose(SupposedRequest request) {
		try {
			return new Choice(this.selection.find(request.path(), new SupposedPath(request)), false);
		}
		catch (RuntimeException ex) {
			return new Choice(null, true);
		}
	}

	private Policies policies() {
		return policies(List.copyOf(this.registry.policies()));
	}

	private Policies policies(List<CorsPolicy> policies) {
		List<String> lines = this.existing.get();
		return new Policies(policies.stream().limit(MOST_POLICIES).map(this::describe).toList(), policies.size(),
				this.warnings.get(), lines.isEmpty() ? null : String.join("\n", lines));
	}

	/**
	 * Refresh the policies: ask the providers of origins, and bind the properties of the
	 * environment again. Files are not read. Few callers wait for a refresh, so that
	 * enough threads are left for requests.
	 * @return {@link Policies}; {@link UnderWay} with status 202 if this refresh follows
	 * another one; {@link Problems} with status 500 if the refresh failed, or with status
	 * 400 if the application made the policies itself
	 */
	@WriteOperation
	public WebEndpointResponse<CorsDescriptor> refresh() {
		try {
			return this.registry.requestRefresh() ? new WebEndpointResponse<>(policies())
					: new WebEndpointResponse<>(new UnderWay(UNDER_WAY), HttpStatus.ACCEPTED.value());
		}
		catch (CorsPoliciesRefusedException ex) {
			return new WebEndpointResponse<>(new Problems(String.valueOf(ex.getMessage()), ex.problems()),
					WebEndpointResponse.STATUS_INTERNAL_SERVER_ERROR);
		}
		catch (IllegalStateException ex) {
			// The application made the policies itself.
			return badRequest(String.valueOf(ex.getMessage()));
		}
	}

	private Policy describe(CorsPolicy policy) {
		Map<String, @Nullable Object> settings = new LinkedHashMap<>();
		Map<String, Integer> counts = new LinkedHashMap<>();
		Map<String, String> sources = new LinkedHashMap<>();
		for (Setting setting : Setting.values()) {
			String name = setting.propertyName();
			Object value = value(policy, setting);
			settings.put(name, value);
			if (value instanceof List<?>) {
				counts.put(name, policy.values(setting).size());
			}
			sources.put(name, this.places.find(policy, setting).text());
		}
		return new Policy(policy.name(), settings, counts, sources);
	}

	private static @Nullable Object value(CorsPolicy policy, Setting setting) {
		List<String> values = policy.values(setting);
		return switch (setting) {
			case ALLOWED_ORIGINS, ALLOWED_METHODS, ALLOWED_HEADERS, EXPOSED_HEADERS -> first(values);
			// These lists are never set to nothing.
			case OWN_ORIGINS, PATHS -> values.isEmpty() ? null : first(values);
			case ALLOW_CREDENTIALS, DANGEROUSLY_ALLOW_INSECURE_ORIGINS, DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES ->
				Boolean.valueOf(values.get(0));
			case MAX_AGE -> policy.maxAge().toSeconds();
			case ENFORCEMENT -> policy.enforcement().toString();
		};
	}

	private static List<String> first(List<String> values) {
		return values.subList(0, Math.min(MOST_VALUES, values.size()));
	}

	private static List<String> names(@Nullable String headers) {
		return (headers == null) ? List.of()
				: Arrays.stream(headers.split(",")).map(String::strip).filter((name) -> !name.isEmpty()).toList();
	}

	private Decision describe(Explanation explanation, SupposedRequest request) {
		CorsDecision decision = explanation.decision();
		DenialReason reason = decision.reason();
		List<Step> steps = explanation.checks()
			.stream()
			.map((check) -> new Step(check.code(), check != reason))
			.toList();
		CorsDecision written = this.explainDenials ? explanation.writtenDecision() : decision;
		Lines lines = new Lines();
		written.writeTo(request, lines);
		return new Decision(decision.outcome().code(),
				(written.status() != CorsDecision.GO_ON) ? written.status() : null,
				(reason != null) ? reason.code() : null, explanation.sentence(), explanation.property(), steps,
				lines.written);
	}

	/**
	 * A choice of a policy.
	 *
	 * @param policy the policy, or {@code null} if none covers the path
	 * @param failed whether the resolver failed
	 */
	private record Choice(@Nullable CorsPolicy policy, boolean failed) {

	}

	/**
	 * A reader of a path that is only described.
	 *
	 * @param view the request that has the path
	 */
	private record SupposedPath(CorsRequest view) implements PathReader<String> {

		@Override
		public String uri(String path) {
			return path;
		}

		@Override
		public CorsRequest view(String path) {
			return this.view;
		}

	}

	/**
	 * The header lines of a decision, in place of a response.
	 */
	private static final class Lines implements ResponseHeaders {

		private final List<String> written = new ArrayList<>();

		@Override
		public void set(String name, String value) {
			add(name, value);
		}

		@Override
		public void add(String name, String value) {
			this.written.add(name + ": " + value);
		}

		@Override
		public Collection<String> values(String name) {
			return List.of();
		}

	}

}
