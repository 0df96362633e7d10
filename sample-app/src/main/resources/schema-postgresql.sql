-- SPDX-License-Identifier: Apache-2.0
-- Each transaction that changes the tenants notifies the instances once, when it is committed.
CREATE OR REPLACE FUNCTION notify_tenants() RETURNS trigger LANGUAGE plpgsql
	AS 'BEGIN PERFORM pg_notify(''tenants'', ''''); RETURN NULL; END';
CREATE OR REPLACE TRIGGER tenant_changed
	AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON tenant
	FOR EACH STATEMENT EXECUTE FUNCTION notify_tenants();
CREATE OR REPLACE TRIGGER tenant_origin_changed
	AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON tenant_origin
	FOR EACH STATEMENT EXECUTE FUNCTION notify_tenants();
