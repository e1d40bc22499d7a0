-- Logins of a former Supabase project that go on here (owner: gateway; filled by the command "import"). A login there is one of ours
-- under the id that it had, with the refresh token that was the last one there: it is rotated as each of ours is, so it is good once.

-- Which of our logins were there, and when they were last seen there.
CREATE TABLE import_logins (
    session_id uuid PRIMARY KEY,
    seen_at    timestamptz NOT NULL
);

-- auth.refresh_tokens, as far as they are good, with the token's SHA-256 in hexadecimal under "hash" instead of the token.
CREATE FUNCTION import_logins(former jsonb) RETURNS bigint LANGUAGE plpgsql
    SET search_path FROM CURRENT SET TimeZone = 'UTC' AS $$
DECLARE
    taken bigint;
BEGIN
    CREATE TEMP TABLE IF NOT EXISTS import_read_logins (
        session_id uuid, user_id uuid, anonymous boolean, token_hash bytea, issued_at timestamptz) ON COMMIT DROP;
    DELETE FROM import_read_logins;
    -- Whose account was deleted here, or closed on either side, is logged in nowhere.
    INSERT INTO import_read_logins
    SELECT DISTINCT ON (session_id) (j ->> 'session_id')::uuid AS session_id, a.id, a.anonymous, decode(j ->> 'hash', 'hex'),
           coalesce(import_time_of(j ->> 'created_at'), now()) AS issued_at
    FROM jsonb_array_elements(former) AS j
    JOIN import_ids i ON i.kind = 'user' AND i.old_id = lower(j ->> 'user_id')
    JOIN accounts a ON a.id = i.new_id
    WHERE import_is_uuid(j ->> 'session_id') AND (j ->> 'revoked')::boolean IS NOT TRUE
        AND NOT coalesce(i.kept ? 'erased' OR i.kept ? 'closed', false)
        AND a.disabled_at IS NULL AND NOT a.is_service AND (a.email IS NOT NULL OR a.anonymous)
    ORDER BY session_id, issued_at DESC, CASE WHEN j ->> 'id' ~ '^[0-9]{1,30}$' THEN (j ->> 'id')::numeric END DESC NULLS LAST;

    -- It proves nothing of who is there now, so it is not a recent one.
    INSERT INTO login_families (id, user_id, created_at, method, door)
    SELECT session_id, user_id, now() - interval '1 hour', CASE WHEN anonymous THEN 'anonymous' ELSE 'former' END, 'supabase'
    FROM import_read_logins
    ON CONFLICT DO NOTHING;

    -- What was refreshed there meanwhile has another token. What was refreshed here has one of ours, and stays.
    DELETE FROM refresh_tokens t USING import_read_logins r
    WHERE t.family_id = r.session_id AND t.issued_at < r.issued_at
        AND NOT EXISTS (SELECT FROM refresh_tokens u WHERE u.family_id = r.session_id AND u.used_at IS NOT NULL);
    INSERT INTO refresh_tokens (token_hash, family_id, issued_at, expires_at)
    SELECT r.token_hash, r.session_id, r.issued_at, now() + interval '30 days'
    FROM import_read_logins r JOIN login_families f ON f.id = r.session_id AND f.user_id = r.user_id AND f.ended_at IS NULL
    WHERE NOT EXISTS (SELECT FROM refresh_tokens t WHERE t.family_id = r.session_id)
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS taken = ROW_COUNT;

    INSERT INTO import_logins (session_id, seen_at) SELECT session_id, now() FROM import_read_logins
    ON CONFLICT (session_id) DO UPDATE SET seen_at = EXCLUDED.seen_at;
    RETURN taken;
END $$;

-- After all of them were read: who has signed out there, and was not here yet, is signed out here.
CREATE FUNCTION import_logins_read(since timestamptz) RETURNS void LANGUAGE sql SET search_path FROM CURRENT AS $$
    UPDATE login_families f SET ended_at = now(), end_reason = 'logout'
    FROM import_logins i
    WHERE i.session_id = f.id AND i.seen_at < since AND f.ended_at IS NULL
        AND NOT EXISTS (SELECT FROM refresh_tokens t WHERE t.family_id = f.id AND t.used_at IS NOT NULL)
$$;
