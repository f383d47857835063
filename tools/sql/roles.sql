-- The two database roles and what each may do in the current database. Run as a superuser; repeatable.
--
--   tc_owner  owns every object and runs the migrations
--   tc_app    runs the product: rows only, no TRUNCATE, no DDL; migrations take further rights away per table
--
-- Passwords are set where a server listens on the network (see docker-compose.yml), never here.
DO $$
BEGIN
    PERFORM pg_advisory_xact_lock(7303014);
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tc_owner') THEN
        CREATE ROLE tc_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tc_app') THEN
        CREATE ROLE tc_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
    END IF;
    EXECUTE format('ALTER DATABASE %I OWNER TO tc_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO tc_app', current_database());
END
$$;

ALTER SCHEMA public OWNER TO tc_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO tc_app;

ALTER DEFAULT PRIVILEGES FOR ROLE tc_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tc_app;
ALTER DEFAULT PRIVILEGES FOR ROLE tc_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO tc_app;

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS ltree;
