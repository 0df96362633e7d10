-- SPDX-License-Identifier: Apache-2.0
-- Valid for H2 and PostgreSQL. The form uses the key; the provider reads the whole table.
CREATE TABLE IF NOT EXISTS tenant_origin (
	tenant VARCHAR(63) NOT NULL,
	origin VARCHAR(500) NOT NULL,
	PRIMARY KEY (tenant, origin)
);
