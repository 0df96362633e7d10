// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.InvalidCorsPolicyException;
import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Profile;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * The controller with which the page's form adds and removes tenants and their origins.
 * It only writes to the database. Every instance of the application reads the change from
 * there. A real application would authenticate the user before it writes. The policy
 * {@code tenants-form} checks only which page sends the request.
 */
@RestController
@RequestMapping("/tenants")
@Profile("tenants")
class TenantController {

	private static final String POLICY = "tenants-form";

	private static final String TEMPLATE = "tenant";

	private static final int MOST_SHOWN = 100;

	private static final int LONGEST_ORIGIN = 500;

	/** A label of a host name. */
	private static final Pattern TENANT = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

	private final JdbcClient database;

	private final CorsPolicyRegistry policies;

	TenantController(JdbcClient database, CorsPolicyRegistry policies) {
		this.database = database;
		this.policies = policies;
	}

	/**
	 * Check that the form's own policy has decided. At a tenant's host, the tenant's
	 * policy decides on every path, so this one would be open to the tenant's pages.
	 */
	@ModelAttribute
	void checkPolicy(@RequestAttribute(name = CorsPolicyFilter.DECISION_ATTRIBUTE,
			required = false) @Nullable CorsDecision decision) {
		if (decision == null || !decision.policy().equals(POLICY)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
	}

	@GetMapping
	List<Tenant> list() {
		Map<String, List<String>> tenants = new LinkedHashMap<>();
		this.database
			.sql("SELECT name, origin FROM tenant LEFT JOIN tenant_origin ON tenant = name"
					+ " ORDER BY name, origin LIMIT :most")
			.param("most", MOST_SHOWN)
			.query((row) -> {
				List<String> origins = tenants.computeIfAbsent(row.getString("name"), (name) -> new ArrayList<>());
				if (row.getString("origin") != null) {
					origins.add(row.getString("origin"));
				}
			});
		return tenants.entrySet().stream().map((tenant) -> new Tenant(tenant.getKey(), tenant.getValue())).toList();
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	TenantOrigin add(@RequestBody TenantOrigin input) {
		TenantOrigin valid = new TenantOrigin(validTenant(input.tenant()), validOrigin(input.origin()));
		insert("INSERT INTO tenant (name) VALUES (:tenant)", valid);
		insert("INSERT INTO tenant_origin (tenant, origin) VALUES (:tenant, :origin)", valid);
		return valid;
	}

	private void insert(String sql, TenantOrigin row) {
		try {
			this.database.sql(sql).paramSource(row).update();
		}
		catch (DuplicateKeyException ex) {
			// The row is in the table already, so the result is the same.
		}
	}

	/** Removes an origin of a tenant; without an origin, the tenant with all of them. */
	@DeleteMapping
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@RequestParam String tenant, @RequestParam(required = false) @Nullable String origin) {
		if (origin == null) {
			this.database.sql("DELETE FROM tenant WHERE name = :tenant").param("tenant", tenant).update();
		}
		else {
			this.database.sql("DELETE FROM tenant_origin WHERE tenant = :tenant AND origin = :origin")
				.param("tenant", tenant)
				.param("origin", origin)
				.update();
		}
	}

	private static String validTenant(@Nullable String tenant) {
		String name = (tenant != null) ? tenant.strip().toLowerCase(Locale.ROOT) : "";
		if (!TENANT.matcher(name).matches()) {
			throw new InvalidInputException(List.of(new InputProblem("A tenant's name is part of its host name: "
					+ "1 to 63 letters, digits and hyphens, no hyphen at either end", null)));
		}
		return name;
	}

	/**
	 * Check an origin by the rules of the policy that it will join. They are checked
	 * again when the policy is made, but then the user of the form is not there to see
	 * the problem.
	 * @return the origin in the form that browsers send, so that each is stored once
	 */
	private String validOrigin(@Nullable String origin) {
		List<String> accepted;
		try {
			accepted = CorsPolicyBuilder.of(this.policies.required(TEMPLATE))
				.allowedOrigins((origin != null) ? origin : "")
				.build()
				.values(Setting.ALLOWED_ORIGINS);
		}
		catch (InvalidCorsPolicyException ex) {
			throw new InvalidInputException(ex.problems().stream().map(InputProblem::of).toList());
		}
		if (accepted.size() != 1 || accepted.get(0).length() > LONGEST_ORIGIN) {
			throw new InvalidInputException(List.of(new InputProblem(
					"One origin at a time, of at most %d characters".formatted(LONGEST_ORIGIN), null)));
		}
		return accepted.get(0);
	}

	@ExceptionHandler
	@ResponseStatus(HttpStatus.BAD_REQUEST)
	List<InputProblem> invalid(InvalidInputException ex) {
		return ex.problems;
	}

	record Tenant(String name, List<String> origins) {
	}

	record TenantOrigin(@Nullable String tenant, @Nullable String origin) {
	}

	/**
	 * A problem of an input.
	 *
	 * @param reason the engine's reason
	 * @param instead the remedy, or {@code null} if there is none
	 */
	record InputProblem(String reason, @Nullable String instead) {

		static InputProblem of(Problem problem) {
			return new InputProblem("%s: \"%s\" is refused, because %s".formatted(problem.code().id(), problem.value(),
					problem.reason()), problem.remedy());
		}

	}

	private static final class InvalidInputException extends RuntimeException {

		private final transient List<InputProblem> problems;

		InvalidInputException(List<InputProblem> problems) {
			super("Invalid input", null, false, false);
			this.problems = problems;
		}

	}

}
