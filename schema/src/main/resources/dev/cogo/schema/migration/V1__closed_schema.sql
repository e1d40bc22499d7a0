-- All that is ours lies in a schema of its own, which the program makes before the first migration. It is closed to others, and stays so
-- whatever a database's owner has granted in advance: ALTER DEFAULT PRIVILEGES, as Supabase uses it, hands each new table to the
-- roles of its REST interface, and a grant that is not bound to a schema can't be taken back in one.
--
-- Functions keep the search_path that they were made with: whoever calls them, they mean what lies beside them.

-- Each right that a role has in this schema and should not have, with the statement by which the caller can take it away, if one
-- can. Superusers and roles that may read or write everything (pg_read_all_data, pg_write_all_data) are the server's
-- administrators, and not listed.
CREATE FUNCTION grants_to_others() RETURNS TABLE (object text, role text, privileges text, remedy text)
    LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
    WITH here AS (
        SELECT oid, nspname, nspowner, nspacl FROM pg_namespace WHERE nspname = current_schema()
    ), ours AS (
        SELECT nspowner AS oid FROM here
        UNION SELECT oid FROM pg_roles WHERE rolname IN (current_user, session_user) OR rolsuper
    ), objects (kind, name, owner, acl) AS (
        SELECT 'SCHEMA', format('%I', nspname), nspowner, coalesce(nspacl, acldefault('n', nspowner)) FROM here
        UNION ALL
        SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, format('%I.%I', nspname, relname), relowner,
               coalesce(relacl, acldefault((CASE relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char", relowner))
        FROM pg_class JOIN here ON here.oid = relnamespace
        WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        UNION ALL
        -- A REVOKE for the table takes away those for its columns, too.
        SELECT 'TABLE', format('%I.%I', nspname, relname), relowner, attacl
        FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN here ON here.oid = relnamespace
        WHERE attacl IS NOT NULL
        UNION ALL
        SELECT 'ROUTINE', format('%I.%I(%s)', nspname, proname, pg_get_function_identity_arguments(p.oid)), proowner,
               coalesce(proacl, acldefault('f', proowner))
        FROM pg_proc p JOIN here ON here.oid = pronamespace
    )
    SELECT name, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END,
           string_agg(DISTINCT privilege_type, ', '),
           CASE WHEN pg_has_role(owner, 'USAGE') THEN
               format('REVOKE ALL ON %s %s FROM %s CASCADE', kind, name,
                   CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END)
           END
    FROM objects CROSS JOIN aclexplode(acl)
    WHERE grantee <> owner AND grantee NOT IN (SELECT oid FROM ours)
    GROUP BY kind, name, owner, grantee
    UNION ALL
    SELECT name, owner::regrole::text, 'ALL (as its owner)', NULL
    FROM objects
    WHERE owner NOT IN (SELECT oid FROM ours)
    UNION
    -- What would be granted on tables to come.
    SELECT format('%I (default privileges)', nspname), CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END,
           string_agg(DISTINCT privilege_type, ', '),
           CASE WHEN pg_has_role(defaclrole, 'USAGE') THEN
               format('ALTER DEFAULT PRIVILEGES FOR ROLE %s IN SCHEMA %I REVOKE ALL ON %s FROM %s', defaclrole::regrole, nspname,
                   CASE defaclobjtype
                       WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'ROUTINES' ELSE 'TYPES'
                   END,
                   CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END)
           END
    FROM pg_default_acl JOIN here ON here.oid = defaclnamespace CROSS JOIN aclexplode(defaclacl)
    WHERE grantee NOT IN (SELECT oid FROM ours)
    GROUP BY nspname, grantee, defaclrole, defaclobjtype
    UNION ALL
    -- The roles that visitors of a Supabase project are given may not come in by a membership either: in ours, for example.
    SELECT format('%I', nspname), rolname::text, 'USAGE (by a membership)', NULL
    FROM here CROSS JOIN pg_roles r
    WHERE rolname IN ('anon', 'authenticated', 'service_role', 'authenticator')
        AND has_schema_privilege(r.oid, here.oid, 'USAGE')
$$;

-- Takes away what somebody else was granted here. Runs after each migration, and where the program makes a table.
CREATE FUNCTION close_to_others() RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    open record;
BEGIN
    FOR open IN SELECT remedy FROM grants_to_others() WHERE remedy IS NOT NULL LOOP
        EXECUTE open.remedy;
    END LOOP;
END $$;
