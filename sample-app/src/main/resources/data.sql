-- SPDX-License-Identifier: Apache-2.0
-- Rows are added to an empty table only, so that changes by the form stay.
INSERT INTO tenant (name)
SELECT name FROM (VALUES ('acme'), ('globex')) AS seed (name)
WHERE NOT EXISTS (SELECT 1 FROM tenant);
INSERT INTO tenant_origin (tenant, origin)
SELECT tenant, origin FROM (VALUES
	('acme', 'http://acme.localhost:*'),
	('acme', 'https://app.acme.example'),
	('acme', 'https://*.preview.acme.example'),
	('globex', 'http://globex.localhost:*'),
	('globex', 'https://globex.example')
) AS seed (tenant, origin)
WHERE NOT EXISTS (SELECT 1 FROM tenant_origin) AND EXISTS (SELECT 1 FROM tenant WHERE name = seed.tenant);
