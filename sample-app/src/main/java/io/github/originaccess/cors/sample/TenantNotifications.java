// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * Changes that PostgreSQL pushes. The trigger in {@code schema-postgresql.sql} notifies
 * every instance when a transaction that changed the tenants is committed.
 */
@Configuration(proxyBeanMethods = false)
@Profile("tenants & postgres")
class TenantNotifications {

	@Bean
	PostgresNotifications notifications(JdbcConnectionDetails database, Tenants tenants) {
		SimpleDriverDataSource connections = DataSourceBuilder.create()
			.type(SimpleDriverDataSource.class)
			.url(database.getJdbcUrl())
			.username(database.getUsername())
			.password(database.getPassword())
			.build();
		return new PostgresNotifications(() -> new PostgresListener(connections, "tenants", tenants::read));
	}

}
