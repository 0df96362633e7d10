-- SPDX-License-Identifier: Apache-2.0
-- Valid for H2 and PostgreSQL.
CREATE TABLE IF NOT EXISTS tenant (
	name VARCHAR(63) PRIMARY KEY
);
CREATE TABLE IF NOT EXISTS tenant_origin (
	tenant VARCHAR(63) NOT NULL REFERENCES tenant (name) ON DELETE CASCADE,
	origin VARCHAR(500) NOT NULL,
	PRIMARY KEY (tenant, origin)
);
