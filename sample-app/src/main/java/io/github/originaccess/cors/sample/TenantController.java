// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.List;
import java.util.Objects;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.InvalidCorsPolicyException;
import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Profile;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The controller with which the page's form adds and removes origins of tenants. It only
 * writes to the database. Every instance of the application reads the change from there.
 * A real application would authenticate the user before it writes. The policy
 * {@code tenants-form} checks only which page sends the request.
 */
@RestController
@RequestMapping("/tenants")
@Profile("tenants")
class TenantController {

	private static final String POLICY = "api";

	private static final int MOST_SHOWN = 100;

	private static final int LONGEST_TENANT = 63;

	private static final int LONGEST_ORIGIN = 500;

	private final JdbcClient database;

	private final CorsPolicyRegistry policies;

	TenantController(JdbcClient database, CorsPolicyRegistry policies) {
		this.database = database;
		this.policies = policies;
	}

	@GetMapping
	List<TenantOrigin> list() {
		return this.database.sql("SELECT tenant, origin FROM tenant_origin ORDER BY tenant, origin LIMIT :most")
			.param("most", MOST_SHOWN)
			.query((row, number) -> new TenantOrigin(row.getString("tenant"), row.getString("origin")))
			.list();
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	TenantOrigin add(@RequestBody TenantOrigin input) {
		TenantOrigin valid = new TenantOrigin(validTenant(input.tenant()), validOrigin(input.origin()));
		try {
			this.database.sql("INSERT INTO tenant_origin (tenant, origin) VALUES (:tenant, :origin)")
				.paramSource(valid)
				.update();
		}
		catch (DuplicateKeyException ex) {
			// The origin is in the table already, so the result is the same.
		}
		return valid;
	}

	@DeleteMapping
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@RequestParam String tenant, @RequestParam String origin) {
		this.database.sql("DELETE FROM tenant_origin WHERE tenant = :tenant AND origin = :origin")
			.param("tenant", tenant)
			.param("origin", origin)
			.update();
	}

	private static String validTenant(@Nullable String tenant) {
		String name = (tenant != null) ? tenant.strip() : "";
		if (name.isEmpty() || name.length() > LONGEST_TENANT) {
			throw new InvalidInputException(List
				.of(new InputProblem("A tenant has a name of 1 to %d characters".formatted(LONGEST_TENANT), null)));
		}
		return name;
	}

	/**
	 * Check an origin by the rules of the policy that it will join. The provider's
	 * origins are checked by them again, but then the user of the form is not there to
	 * see the problem.
	 * @return the origin in the form that browsers send, so that each is stored once
	 */
	private String validOrigin(@Nullable String origin) {
		List<String> accepted;
		try {
			accepted = CorsPolicyBuilder.of(Objects.requireNonNull(this.policies.policy(POLICY)))
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
