// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.recipes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.PathSyntax;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

@Component
class TenantPolicies implements CorsPolicyResolver, InitializingBean {

	private static final Logger logger = LoggerFactory.getLogger(TenantPolicies.class);

	private static final String DOMAIN = ".api.example.com";

	private final CorsPolicyRegistry policies;

	private final JdbcClient database;

	/** What all tenants have in common. */
	private final CorsPolicyBuilder settings = new CorsPolicyBuilder().allowCredentials(true);

	private Map<String, List<String>> loaded = Map.of();

	TenantPolicies(CorsPolicyRegistry policies, JdbcClient database) {
		this.policies = policies;
		this.database = database;
	}

	@Override
	public @Nullable CorsPolicy resolve(CorsRequest request) {
		String host = canonical(request.host());
		if (!host.endsWith(DOMAIN)) {
			return null;
		}
		return this.policies.required(policyName(host.substring(0, host.length() - DOMAIN.length())));
	}

	/** Servers accept a host in any case, and with dots at its end. */
	private static String canonical(@Nullable String host) {
		return (host == null) ? "" : StringUtils.trimTrailingCharacter(host.toLowerCase(Locale.ROOT), '.');
	}

	@Override
	public void afterPropertiesSet() {
		load();
	}

	@Scheduled(initialDelayString = "${tenants.interval:10s}", fixedDelayString = "${tenants.interval:10s}")
	synchronized void load() {
		Map<String, List<String>> latest = this.database
			.sql("SELECT tenant, origin FROM tenant_origin ORDER BY tenant, origin")
			.query((row, number) -> Map.entry(row.getString("tenant"), row.getString("origin")))
			.list()
			.stream()
			.collect(Collectors.groupingBy(Map.Entry::getKey,
					Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
		List<CorsPolicyBuilder> changed = new ArrayList<>(List.of(this.settings));
		latest.forEach((tenant, origins) -> {
			if (!origins.equals(this.loaded.get(tenant))) {
				changed.add(new CorsPolicyBuilder(policyName(tenant), this.settings).allowedOrigins()
					.furtherOrigins(origins));
			}
		});
		this.policies.putAll(CorsPolicyBuilder.buildAll(changed, PathSyntax.OPTIONAL,
				(problem) -> logger.warn("Skipped an origin: {}", problem)));
		Set<String> gone = new HashSet<>(this.loaded.keySet());
		gone.removeAll(latest.keySet());
		this.policies.removeAll(gone.stream().map(TenantPolicies::policyName).toList());
		this.loaded = latest;
	}

	/** No tenant gets the name of a configured policy. */
	private static String policyName(String tenant) {
		return "tenant-" + tenant;
	}

}
