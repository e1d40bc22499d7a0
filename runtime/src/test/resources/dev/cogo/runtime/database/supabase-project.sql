-- A database as Supabase prepares it: the roles of its REST interface, which new things are granted to. "project" stands for
-- the role postgres there, which owns the database and is no superuser. Roles belong to the server: they may be there already.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['project', 'anon', 'authenticated', 'service_role', 'authenticator', 'somebody'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I', name);
        END IF;
    END LOOP;
    EXECUTE format('GRANT CREATE, TEMPORARY ON DATABASE %I TO project', current_database());
END $$;
ALTER ROLE project LOGIN PASSWORD 'secret' BYPASSRLS;
ALTER ROLE service_role BYPASSRLS;
GRANT anon, authenticated, service_role TO project, authenticator;

GRANT ALL ON SCHEMA public TO project;
GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE project IN SCHEMA public GRANT ALL ON TABLES TO project, anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE project IN SCHEMA public GRANT ALL ON FUNCTIONS TO project, anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE project IN SCHEMA public GRANT ALL ON SEQUENCES TO project, anon, authenticated, service_role;
-- Without a schema it goes for all of them, and can't be taken back for one.
ALTER DEFAULT PRIVILEGES FOR ROLE project GRANT ALL ON TABLES TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE project GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE project GRANT ALL ON SEQUENCES TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE project GRANT USAGE, CREATE ON SCHEMAS TO anon, authenticated, service_role;
