// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.InvalidCorsPolicyException;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The tenants in the database. It makes a policy for each of them when the application
 * starts, and puts and removes policies as the database changes. No request waits for the
 * database. If the database fails, the last policies stay in force.
 */
@Component
@Profile("tenants")
class Tenants implements InitializingBean, HealthIndicator {

	private static final Log log = LogFactory.getLog(Tenants.class);

	private static final String TEMPLATE = "tenant";

	private final JdbcClient database;

	private final CorsPolicyRegistry policies;

	private @Nullable CorsPolicy template;

	private Map<String, List<String>> origins = Map.of();

	private @Nullable String failure = "not read yet";

	Tenants(JdbcClient database, CorsPolicyRegistry policies) {
		this.database = database;
		this.policies = policies;
	}

	/** Reads before the web server accepts its first connection. */
	@Override
	public void afterPropertiesSet() {
		readIfPossible();
	}

	@Scheduled(initialDelayString = "${sample.tenants-interval}", fixedDelayString = "${sample.tenants-interval}")
	void readIfPossible() {
		try {
			read();
		}
		catch (DataAccessException ex) {
			// It is logged, and the next call comes.
		}
	}

	/**
	 * Read the tenants and put their policies in force.
	 * @throws DataAccessException if the database fails
	 */
	synchronized void read() {
		try {
			update(select());
			if (this.failure != null) {
				log.info("Read %d tenants".formatted(this.origins.size()));
			}
			this.failure = null;
		}
		catch (DataAccessException ex) {
			String reason = String.valueOf(ex.getMostSpecificCause().getMessage());
			if (!reason.equals(this.failure)) {
				log.warn("The tenants cannot be read. Their last policies stay in force. " + reason);
			}
			this.failure = reason;
			throw ex;
		}
	}

	private void update(Map<String, List<String>> found) {
		CorsPolicy template = this.policies.required(TEMPLATE);
		List<CorsPolicy> changed = new ArrayList<>();
		found.forEach((tenant, origins) -> {
			if (template != this.template || !origins.equals(this.origins.get(tenant))) {
				changed.add(policy(tenant, origins, template));
			}
		});
		List<String> gone = this.origins.keySet()
			.stream()
			.filter((tenant) -> !found.containsKey(tenant))
			.map(TenantPolicies::policyOf)
			.toList();
		this.policies.putAll(changed);
		this.policies.removeAll(gone);
		this.template = template;
		this.origins = found;
	}

	private Map<String, List<String>> select() {
		Map<String, List<String>> found = new LinkedHashMap<>();
		this.database
			.sql("SELECT name, origin FROM tenant LEFT JOIN tenant_origin ON tenant = name ORDER BY name, origin")
			.query((row) -> {
				List<String> origins = found.computeIfAbsent(row.getString("name"), (name) -> new ArrayList<>());
				if (row.getString("origin") != null) {
					origins.add(row.getString("origin"));
				}
			});
		return found;
	}

	/** Returns a tenant's policy. The typo of one tenant does not affect the others. */
	private static CorsPolicy policy(String tenant, List<String> origins, CorsPolicy template) {
		CorsPolicyBuilder policy = new CorsPolicyBuilder(TenantPolicies.policyOf(tenant),
				CorsPolicyBuilder.of(template));
		try {
			return policy.allowedOrigins(origins).build();
		}
		catch (InvalidCorsPolicyException ex) {
			ex.problems().forEach((problem) -> log.warn("Skipped an origin of the tenant " + tenant + ": " + problem));
			return policy.allowedOrigins(List.of()).furtherOrigins(origins).build();
		}
	}

	/**
	 * Not {@code DOWN}: a load balancer would take out an instance that still decides.
	 */
	@Override
	public synchronized Health health() {
		return (this.failure == null) ? Health.up().withDetail("tenants", this.origins.size()).build()
				: Health.unknown().withDetail("error", this.failure).build();
	}

}
