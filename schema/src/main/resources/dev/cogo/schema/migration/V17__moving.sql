-- Moving over from a Supabase project in another database: what the command "import" brings along, a batch of former rows at a time,
-- beside running nodes. Rows come as JSON and are read by the rules of V10. Each function takes what it does not have yet, so that a
-- batch may come twice, and the caller writes down how far it is in the same transaction.

-- Which of the former ids is what here: a UUID stays, another becomes one. What has no place here is kept beside it.
CREATE TABLE import_ids (
    kind   text NOT NULL,                      -- user, session, message, ai response
    old_id text NOT NULL,
    new_id uuid NOT NULL,
    kept   jsonb,                              -- of a session: status and metadata; of a user: roles, identities, why closed there
    PRIMARY KEY (kind, old_id)
);
CREATE INDEX import_ids_new ON import_ids (new_id);

-- What was not taken, or not in full, and why.
CREATE TABLE import_refused (
    source text NOT NULL,                      -- the former table
    old_id text NOT NULL,
    reason text NOT NULL,
    former jsonb NOT NULL,                     -- the former row, without its password
    PRIMARY KEY (source, old_id, reason)
);

-- How far a former table was read: what is later than the place is new.
CREATE TABLE import_progress (
    source     text PRIMARY KEY,
    place      timestamptz,
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- What was taken of each session, to be held against what is stored.
CREATE TABLE import_sessions (
    session_id uuid PRIMARY KEY,
    messages   bigint NOT NULL,
    checksum   numeric NOT NULL                -- the sum of import_hash over their contents
);

-- The rows of a batch while it is worked on.
CREATE UNLOGGED TABLE import_batch (
    batch        bigint NOT NULL,
    source       integer NOT NULL,
    raw_id       text,
    old_id       text NOT NULL,
    id           uuid NOT NULL,
    session_id   uuid NOT NULL,
    raw_session  text,
    person       uuid,
    raw_user     text,
    author       uuid,
    content      text NOT NULL,
    message_type text NOT NULL,
    timestamp    timestamptz NOT NULL,
    metadata     jsonb NOT NULL,
    client_message_id text,
    reply_to     uuid,
    known        boolean NOT NULL DEFAULT false, -- has come before
    paired       boolean NOT NULL DEFAULT false  -- its copy in the other table has been found
);
CREATE INDEX import_batch_batch ON import_batch (batch);

CREATE FUNCTION import_hash(content text) RETURNS bigint IMMUTABLE LANGUAGE sql AS $$
    SELECT ('x' || left(md5(content), 15))::bit(60)::bigint
$$;

-- Why somebody of auth.users can't log in with what they had; null when they can.
CREATE FUNCTION import_login_fault(j jsonb) RETURNS text STABLE LANGUAGE sql AS $$
    SELECT CASE
        WHEN j ->> 'deleted_at' IS NOT NULL THEN 'deleted'
        WHEN import_time_of(j ->> 'banned_until') > now() THEN 'banned'
        WHEN (j ->> 'is_anonymous')::boolean IS TRUE THEN 'anonymous'
        WHEN nullif(btrim(j ->> 'email'), '') IS NULL THEN 'no e-mail address'
        WHEN coalesce(j ->> 'email_confirmed_at', j ->> 'confirmed_at') IS NULL THEN 'address not confirmed'
        WHEN (j ->> 'encrypted_password' ~ '^\$2[aby]\$') IS NOT TRUE THEN 'no password'
    END
$$;

-- auth.users: rows with their identities under "identities".
CREATE FUNCTION import_users(former jsonb) RETURNS bigint LANGUAGE plpgsql
    SET search_path FROM CURRENT SET TimeZone = 'UTC' AS $$
DECLARE
    taken bigint;
BEGIN
    WITH registered AS (
        SELECT (j ->> 'id')::uuid AS id,
               CASE WHEN import_login_fault(j) IS NULL OR import_login_fault(j) = 'no password'
                    THEN lower(btrim(j ->> 'email')) END AS email,
               CASE WHEN import_login_fault(j) IS NULL THEN j ->> 'encrypted_password' END AS password_hash,
               coalesce(
                   import_line_of(
                       coalesce(
                           j #>> '{raw_user_meta_data,display_name}', j #>> '{raw_user_meta_data,full_name}',
                           j #>> '{raw_user_meta_data,name}', split_part(nullif(j ->> 'email', ''), '@', 1)), 100),
                   'User ' || left(j ->> 'id', 8)) AS display_name,
               coalesce(import_time_of(j ->> 'created_at'), now()) AS created_at,
               CASE WHEN jsonb_typeof(j -> 'raw_user_meta_data') = 'object'
                         AND octet_length((j -> 'raw_user_meta_data')::text) <= 2048
                    THEN j -> 'raw_user_meta_data' ELSE '{}' END AS user_metadata,
               import_login_fault(j) IS NOT DISTINCT FROM 'anonymous' AS anonymous
        FROM jsonb_array_elements(former) AS j
        WHERE import_is_uuid(j ->> 'id')
    ), addressed AS (
        -- Supabase has an address once more for each single sign-on provider; and somebody may have registered it here.
        SELECT r.*, row_number() OVER (PARTITION BY email ORDER BY password_hash IS NULL, created_at, id) = 1
            AND NOT EXISTS (SELECT FROM accounts a WHERE a.email = r.email AND a.id <> r.id) AS first
        FROM registered r
    ), stored AS (
        INSERT INTO accounts (id, email, display_name, password_hash, created_at, user_metadata, anonymous)
        SELECT id, CASE WHEN first THEN email END, display_name, CASE WHEN first THEN password_hash END, created_at, user_metadata,
               anonymous
        FROM addressed
        -- Somebody may have been met as the author of a message, or have changed the password there since; who has logged in here
        -- has a hash of ours, and stays as they are.
        ON CONFLICT (id) DO UPDATE
        SET email = coalesce(accounts.email, EXCLUDED.email),
            display_name = EXCLUDED.display_name,
            password_hash = EXCLUDED.password_hash,
            user_metadata = EXCLUDED.user_metadata,
            anonymous = EXCLUDED.anonymous AND accounts.email IS NULL
        WHERE (accounts.password_hash IS NULL OR accounts.password_hash ~ '^\$2[aby]\$')
            -- Whose account was deleted here does not come back.
            AND NOT EXISTS (SELECT FROM import_ids i WHERE i.kind = 'user' AND i.new_id = accounts.id AND i.kept ? 'erased')
            AND NOT accounts.is_service AND accounts.disabled_at IS NULL
            -- A login that was brought along, and not used here, is none here.
            AND NOT EXISTS (
                SELECT FROM login_families f
                WHERE f.user_id = accounts.id
                    AND (NOT EXISTS (SELECT FROM import_logins l WHERE l.session_id = f.id)
                         OR EXISTS (SELECT FROM refresh_tokens t WHERE t.family_id = f.id AND t.used_at IS NOT NULL)))
            AND (accounts.email, accounts.display_name, accounts.password_hash, accounts.user_metadata, accounts.anonymous)
                IS DISTINCT FROM (coalesce(accounts.email, EXCLUDED.email), EXCLUDED.display_name, EXCLUDED.password_hash,
                                  EXCLUDED.user_metadata, EXCLUDED.anonymous)
    )
    SELECT count(*) INTO taken FROM registered;

    INSERT INTO import_ids (kind, old_id, new_id, kept)
    SELECT 'user', lower(j ->> 'id'), (j ->> 'id')::uuid,
           jsonb_strip_nulls(jsonb_build_object(
               'role', j -> 'role', 'appMetadata', j -> 'raw_app_meta_data', 'identities', j -> 'identities',
               'phone', nullif(j -> 'phone', '""'), 'lastSignInAt', j -> 'last_sign_in_at',
               'closed', CASE WHEN import_login_fault(j) IN ('deleted', 'banned') THEN import_login_fault(j) END))
    FROM jsonb_array_elements(former) AS j WHERE import_is_uuid(j ->> 'id')
    ON CONFLICT (kind, old_id) DO UPDATE SET kept = EXCLUDED.kept WHERE NOT (import_ids.kept ? 'erased');

    INSERT INTO import_refused (source, old_id, reason, former)
    SELECT 'auth.users', coalesce(j ->> 'id', ''), fault, j - 'encrypted_password' - 'confirmation_token' - 'recovery_token'
           - 'email_change_token_new' - 'email_change_token_current' - 'phone_change_token' - 'reauthentication_token'
    FROM jsonb_array_elements(former) AS j
    CROSS JOIN LATERAL (
        SELECT 'cannot log in: ' || import_login_fault(j) AS fault
        UNION ALL
        SELECT 'cannot log in: the address is another account''s'
        FROM accounts a
        WHERE import_is_uuid(j ->> 'id') AND a.id = (j ->> 'id')::uuid AND a.email IS NULL AND import_login_fault(j) IS NULL
        UNION ALL
        SELECT 'user metadata has more than 2048 bytes' WHERE octet_length((j -> 'raw_user_meta_data')::text) > 2048
        UNION ALL
        SELECT 'the id is no UUID' WHERE import_is_uuid(j ->> 'id') IS NOT TRUE) AS faults
    WHERE fault IS NOT NULL
        AND NOT EXISTS (SELECT FROM import_ids i WHERE i.kind = 'user' AND i.old_id = lower(j ->> 'id') AND i.kept ? 'erased')
    ON CONFLICT DO NOTHING;
    RETURN taken;
END $$;

-- user_chat_sessions.
CREATE FUNCTION import_former_sessions(former jsonb) RETURNS bigint LANGUAGE plpgsql
    SET search_path FROM CURRENT SET TimeZone = 'UTC' AS $$
DECLARE
    taken bigint;
BEGIN
    CREATE TEMP TABLE IF NOT EXISTS import_read_sessions (
        old_id text, session_id uuid, person uuid, raw_user text, title text, language text, created_at timestamptz,
        last_activity timestamptz, ended boolean, kept jsonb) ON COMMIT DROP;
    DELETE FROM import_read_sessions;
    INSERT INTO import_read_sessions
    SELECT DISTINCT ON (old_id) old_id, import_uuid_of('session', old_id), import_uuid_of('user', nullif(j ->> 'user_id', '')),
           j ->> 'user_id', import_line_of(coalesce(j ->> 'title', j ->> 'name'), 200), import_language_of(j ->> 'language'),
           coalesce(import_time_of(coalesce(j ->> 'created_at', j ->> 'started_at')), now()),
           import_time_of(coalesce(j ->> 'last_activity', j ->> 'updated_at')),
           lower(j ->> 'status') IN ('archived', 'closed', 'ended', 'completed', 'inactive')
               OR (j ->> 'is_active') = 'false' OR (j ->> 'archived') = 'true' OR j ->> 'archived_at' IS NOT NULL,
           nullif(jsonb_strip_nulls(jsonb_build_object(
               'status', j -> 'status', 'metadata', nullif(j -> 'metadata', '{}'))), '{}')
    FROM jsonb_array_elements(former) AS j
    CROSS JOIN LATERAL (SELECT coalesce(nullif(j ->> 'session_id', ''), j ->> 'id') AS old_id) AS k
    WHERE old_id IS NOT NULL
        -- What was deleted here does not come back.
        AND NOT EXISTS (
            SELECT FROM import_ids i WHERE i.kind = 'session' AND i.old_id = k.old_id
                AND NOT EXISTS (SELECT FROM user_chat_sessions s WHERE s.session_id = i.new_id));

    INSERT INTO import_refused (source, old_id, reason, former)
    SELECT 'user_chat_sessions', md5(j::text), 'the row has no id', j
    FROM jsonb_array_elements(former) AS j
    WHERE coalesce(nullif(j ->> 'session_id', ''), j ->> 'id') IS NULL
    ON CONFLICT DO NOTHING;

    INSERT INTO accounts (id, display_name)
    SELECT DISTINCT ON (person) person,
           coalesce(CASE WHEN NOT import_is_uuid(raw_user) THEN import_line_of(raw_user, 100) END, 'User ' || left(person::text, 8))
    FROM import_read_sessions WHERE person IS NOT NULL
    ON CONFLICT DO NOTHING;

    -- A session that its messages have made already gets what only its row knows; one that was changed here stays.
    INSERT INTO user_chat_sessions (session_id, kind, title, language, user_id, created_at, last_activity, archived_at)
    SELECT session_id, 'group', title, language, person, created_at, coalesce(last_activity, created_at),
           CASE WHEN ended THEN coalesce(last_activity, created_at) END
    FROM import_read_sessions
    ON CONFLICT (session_id) DO UPDATE
    SET title = coalesce(user_chat_sessions.title, EXCLUDED.title),
        language = coalesce(user_chat_sessions.language, EXCLUDED.language),
        user_id = coalesce(user_chat_sessions.user_id, EXCLUDED.user_id)
    WHERE (user_chat_sessions.title IS NULL AND EXCLUDED.title IS NOT NULL)
        OR (user_chat_sessions.language IS NULL AND EXCLUDED.language IS NOT NULL)
        OR (user_chat_sessions.user_id IS NULL AND EXCLUDED.user_id IS NOT NULL);

    INSERT INTO session_members (session_id, user_id, role, joined_at, last_read_seq, read_count)
    SELECT session_id, person,
           CASE WHEN EXISTS (SELECT FROM session_members m WHERE m.session_id = r.session_id AND m.role = 'owner')
                THEN 'member' ELSE 'owner' END,
           r.created_at, s.last_seq, s.message_count
    FROM import_read_sessions r JOIN user_chat_sessions s USING (session_id)
    WHERE person IS NOT NULL
        AND NOT EXISTS (SELECT FROM import_ids i WHERE i.kind = 'session' AND i.old_id = r.old_id AND i.kept IS NOT NULL)
    ON CONFLICT DO NOTHING;

    -- Marked as seen, so that who has left the session since is not put into it again.
    INSERT INTO import_ids (kind, old_id, new_id, kept)
    SELECT 'session', old_id, session_id, coalesce(kept, '{}') FROM import_read_sessions
    ON CONFLICT (kind, old_id) DO UPDATE SET kept = EXCLUDED.kept;
    GET DIAGNOSTICS taken = ROW_COUNT;
    RETURN taken;
END $$;

-- The messages of both tables, by time: an array of {"source": 1 for history or 2 for the hot table, "row": {...}}.
CREATE FUNCTION import_messages(former jsonb) RETURNS bigint LANGUAGE plpgsql
    SET search_path FROM CURRENT SET TimeZone = 'UTC' AS $$
DECLARE
    this bigint := txid_current();
    taken bigint;
BEGIN
    WITH fields AS MATERIALIZED (
        SELECT (f ->> 'source')::integer AS source, j,
               coalesce(j ->> 'id', j ->> 'message_id') AS raw_id,
               nullif(j ->> 'session_id', '') AS raw_session,
               nullif(coalesce(j ->> 'user_id', j ->> 'sender_id'), '') AS raw_user,
               coalesce(j ->> 'content', j ->> 'message') AS raw_content,
               coalesce(j ->> 'message_type', j ->> 'type') AS raw_type,
               coalesce(j ->> 'timestamp', j ->> 'created_at') AS raw_time,
               import_time_of(coalesce(j ->> 'timestamp', j ->> 'created_at')) AS known_time,
               nullif(j -> 'metadata', 'null') AS raw_metadata,
               lower(coalesce(j ->> 'message_type', j ->> 'type', 'text')) AS type,
               lower(coalesce(j ->> 'message_type', j ->> 'type'))
                   IN ('ai_greeting', 'ai_response', 'agent_result', 'system') IS TRUE AS of_service
        FROM jsonb_array_elements(former) AS f
        CROSS JOIN LATERAL (SELECT f -> 'row' AS j) AS r
    ), named AS (
        SELECT *,
               -- A UUID is not given twice by chance; of numbers each table can have its own sequence.
               CASE
                   WHEN import_is_uuid(raw_id) THEN lower(raw_id)
                   WHEN raw_id IS NOT NULL THEN source || ' ' || raw_id
                   ELSE md5(concat_ws(' ', 'seed message', raw_session, raw_time, raw_user, md5(raw_content), nullif(j ->> '_copy', '1')))
               END AS old_id
        FROM fields
    )
    INSERT INTO import_batch
    SELECT this, source, raw_id, old_id,
           CASE
               WHEN raw_id IS NULL THEN old_id::uuid
               WHEN source = 2 AND NOT import_is_uuid(raw_id) THEN md5('seed message ' || old_id)::uuid
               ELSE import_uuid_of('message', raw_id)
           END,
           coalesce(import_uuid_of('session', raw_session), import_uuid_of('lost messages of', coalesce(raw_user, ''))),
           raw_session,
           CASE WHEN NOT of_service OR import_is_uuid(raw_user) THEN import_uuid_of('user', raw_user) END,
           raw_user,
           CASE WHEN NOT of_service THEN import_uuid_of('user', raw_user) END,
           coalesce(raw_content, ''),
           CASE WHEN of_service THEN type ELSE 'text' END,
           coalesce(known_time, now()),
           CASE WHEN jsonb_typeof(raw_metadata) = 'object' THEN raw_metadata ELSE '{}' END
               || CASE WHEN import_language_of(j ->> 'language') IS NULL THEN '{}'
                       ELSE jsonb_build_object('language', import_language_of(j ->> 'language')) END
               || coalesce('{}'::jsonb || nullif(jsonb_build_object('seed', jsonb_strip_nulls(jsonb_build_object(
                   'id', CASE WHEN NOT import_is_uuid(raw_id) THEN raw_id END,
                   'sessionId', CASE WHEN NOT import_is_uuid(raw_session) THEN raw_session END,
                   'userId', CASE WHEN of_service OR NOT import_is_uuid(raw_user) THEN raw_user END,
                   'messageType', CASE WHEN NOT of_service AND type <> 'text' THEN raw_type END,
                   'timestamp', CASE WHEN known_time IS NULL THEN coalesce(raw_time, '') END,
                   'contentMissing', CASE WHEN raw_content IS NULL THEN true END,
                   'metadata', CASE WHEN jsonb_typeof(raw_metadata) <> 'object' THEN raw_metadata END))), '{"seed": {}}'), '{}'),
           nullif(left(j ->> 'client_message_id', 128), ''),
           CASE WHEN import_is_uuid(j ->> 'reply_to') THEN (j ->> 'reply_to')::uuid END
    FROM named;

    -- Nothing is said in a session that was deleted here.
    WITH gone AS (
        DELETE FROM import_batch b
        USING import_ids i
        WHERE b.batch = this AND i.kind = 'session' AND i.old_id = b.raw_session
            AND NOT EXISTS (SELECT FROM user_chat_sessions s WHERE s.session_id = i.new_id)
        RETURNING b.old_id, b.raw_session
    )
    INSERT INTO import_refused (source, old_id, reason, former)
    SELECT 'chat_messages', old_id, 'its session was deleted here', jsonb_build_object('session_id', raw_session) FROM gone
    ON CONFLICT DO NOTHING;

    -- Another text under the same id in the other table: in doubt there are two messages.
    UPDATE import_batch b
    SET old_id = '2 ' || old_id, id = md5(id || ' 2')::uuid
    WHERE b.batch = this AND b.source = 2 AND import_is_uuid(b.raw_id) AND EXISTS (
        SELECT FROM import_batch same
        WHERE same.batch = this AND same.source = 1 AND same.old_id = b.old_id
            AND (same.content <> b.content OR same.session_id <> b.session_id));

    -- By the indexes: of what was taken before there is much, and a batch is little.
    PERFORM set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true);
    UPDATE import_batch b SET known = true
    FROM import_ids i WHERE b.batch = this AND i.kind = 'message' AND i.old_id = b.old_id;
    UPDATE import_batch b SET known = true
    FROM chat_messages_history h WHERE b.batch = this AND NOT b.known AND h.id = b.id;

    INSERT INTO import_refused (source, old_id, reason, former)
    SELECT 'chat_messages', b.old_id, 'was changed there after it was taken, and stays here as it was',
           jsonb_build_object('session_id', b.raw_session, 'content', b.content)
    FROM import_batch b
    LEFT JOIN import_ids i ON i.kind = 'message' AND i.old_id = b.old_id
    JOIN chat_messages_history h ON h.id = coalesce(i.new_id, b.id)
    WHERE b.batch = this AND b.known AND h.edited_at IS NULL AND h.deleted_at IS NULL
        AND (h.content <> b.content OR h.session_id <> b.session_id)
    ON CONFLICT (source, old_id, reason) DO UPDATE SET former = EXCLUDED.former
    WHERE import_refused.former <> EXCLUDED.former;
    PERFORM set_config('enable_hashjoin', 'on', true), set_config('enable_mergejoin', 'on', true);

    -- One message in both tables: with the same id; else the n-th of the same session, time, author and content in one is the n-th in
    -- the other. What has one time comes in one batch.
    WITH same AS (
        DELETE FROM import_batch hot
        USING import_batch history
        WHERE hot.batch = this AND history.batch = this AND hot.source = 2 AND history.source = 1
            AND hot.old_id = history.old_id AND hot.session_id = history.session_id AND hot.content = history.content
        RETURNING history.old_id
    )
    UPDATE import_batch b SET paired = true FROM same WHERE b.batch = this AND b.source = 1 AND b.old_id = same.old_id;
    WITH counted AS (
        SELECT old_id, source, session_id, timestamp, person, md5(content) AS content,
               row_number() OVER (PARTITION BY source, session_id, timestamp, person, md5(content) ORDER BY raw_id) AS n
        FROM import_batch WHERE batch = this AND NOT paired
    )
    DELETE FROM import_batch b
    USING counted hot JOIN counted history USING (session_id, timestamp, content, n)
    WHERE b.batch = this AND b.source = 2 AND b.old_id = hot.old_id AND hot.source = 2 AND history.source = 1
        AND hot.person IS NOT DISTINCT FROM history.person;

    -- One that was taken from the hot table, and was archived since under another id. By the index of times: history is long.
    PERFORM set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true);
    WITH stored AS (
        SELECT h.session_id, h.timestamp, h.user_id, md5(h.content) AS content,
               row_number() OVER (PARTITION BY h.session_id, h.timestamp, h.user_id, md5(h.content) ORDER BY h.id) AS n
        FROM (SELECT DISTINCT session_id, timestamp FROM import_batch WHERE batch = this AND NOT known) AS places
        JOIN chat_messages_history h USING (session_id, timestamp)
        WHERE NOT EXISTS (SELECT FROM import_batch k WHERE k.batch = this AND k.id = h.id)
    ), counted AS (
        SELECT old_id, session_id, timestamp, author, md5(content) AS content,
               row_number() OVER (PARTITION BY session_id, timestamp, author, md5(content) ORDER BY raw_id) AS n
        FROM import_batch WHERE batch = this AND NOT known
    )
    DELETE FROM import_batch b
    USING counted c JOIN stored s USING (session_id, timestamp, content, n)
    WHERE b.batch = this AND b.old_id = c.old_id AND c.author IS NOT DISTINCT FROM s.user_id;
    PERFORM set_config('enable_hashjoin', 'on', true), set_config('enable_mergejoin', 'on', true);

    DELETE FROM import_batch b WHERE b.batch = this AND b.known;

    INSERT INTO accounts (id, display_name)
    SELECT DISTINCT ON (person) person,
           coalesce(CASE WHEN NOT import_is_uuid(raw_user) THEN import_line_of(raw_user, 100) END, 'User ' || left(person::text, 8))
    FROM import_batch WHERE batch = this AND person IS NOT NULL
    ORDER BY person
    ON CONFLICT DO NOTHING;

    INSERT INTO user_chat_sessions (session_id, kind, user_id, created_at, last_activity)
    SELECT session_id, 'group', (array_agg(person ORDER BY timestamp) FILTER (WHERE person IS NOT NULL))[1],
           min(timestamp), max(timestamp)
    FROM import_batch WHERE batch = this GROUP BY session_id ORDER BY session_id
    ON CONFLICT DO NOTHING;
    INSERT INTO import_ids (kind, old_id, new_id)
    SELECT DISTINCT 'session', raw_session, session_id FROM import_batch WHERE batch = this AND raw_session IS NOT NULL
    ON CONFLICT DO NOTHING;

    -- The lock of each session, in the order in which everybody takes them: seqs stay dense beside running nodes.
    PERFORM FROM user_chat_sessions
    WHERE session_id IN (SELECT session_id FROM import_batch WHERE batch = this)
    ORDER BY session_id FOR UPDATE;

    -- A month out of all reason is left to the default partition.
    PERFORM create_history_partition(month::date)
    FROM (SELECT DISTINCT date_trunc('month', timestamp) AS month FROM import_batch
          WHERE batch = this AND timestamp >= '2000-01-01' AND timestamp < now() + interval '1 year' ORDER BY month) AS months;

    -- Who wrote is a member, unless they wrote before and have left since; the first one of a session without an owner owns it.
    INSERT INTO session_members (session_id, user_id, role, joined_at, last_read_seq, read_count)
    SELECT w.session_id, w.person,
           CASE WHEN w.place = 1 AND NOT EXISTS (
               SELECT FROM session_members m WHERE m.session_id = w.session_id AND m.role = 'owner')
           THEN 'owner' ELSE 'member' END,
           w.since, s.last_seq, s.message_count
    FROM (
        SELECT session_id, person, min(timestamp) AS since,
               row_number() OVER (PARTITION BY session_id ORDER BY min(timestamp), person) AS place
        FROM import_batch WHERE batch = this AND person IS NOT NULL GROUP BY session_id, person) AS w
    JOIN user_chat_sessions s USING (session_id)
    WHERE NOT EXISTS (
        SELECT FROM former_members f WHERE f.session_id = w.session_id AND f.user_id = w.person)
    ON CONFLICT DO NOTHING;

    WITH numbered AS (
        SELECT b.*, row_number() OVER (
                   PARTITION BY session_id
                   ORDER BY timestamp, CASE WHEN raw_id ~ '^[0-9]{1,18}$' THEN raw_id::bigint END, raw_id, source) AS n
        FROM import_batch b WHERE batch = this
    ), stored AS (
        INSERT INTO chat_messages_history (
            id, session_id, seq, user_id, content, message_type, timestamp, client_message_id, reply_to, metadata, message_number)
        SELECT n.id, n.session_id, s.last_seq + n.n, n.author, n.content, n.message_type, n.timestamp, n.client_message_id,
               n.reply_to, nullif(n.metadata, '{}'), s.message_count + n.n
        FROM numbered n JOIN user_chat_sessions s USING (session_id)
        RETURNING id, session_id, seq, user_id, content, message_type, timestamp, client_message_id, reply_to, metadata, message_number
    )
    INSERT INTO chat_messages_realtime (
        id, session_id, seq, user_id, content, message_type, timestamp, client_message_id, reply_to, metadata, message_number)
    SELECT * FROM stored WHERE timestamp > now() - interval '24 hours';

    -- Who had read all has read these, too.
    WITH come AS (
        SELECT session_id, count(*) AS messages, max(timestamp) AS latest, min(timestamp) AS earliest FROM import_batch WHERE batch = this GROUP BY session_id
    ), moved AS (
        UPDATE session_members m
        SET last_read_seq = s.last_seq + c.messages, read_count = s.message_count + c.messages
        FROM come c JOIN user_chat_sessions s USING (session_id)
        WHERE m.session_id = c.session_id AND m.last_read_seq = s.last_seq
    )
    UPDATE user_chat_sessions s
    SET last_seq = s.last_seq + c.messages,
        message_count = s.message_count + c.messages,
        oldest_message_at = least(s.oldest_message_at, c.earliest),
        last_activity = CASE WHEN s.last_seq = 0 THEN c.latest ELSE greatest(s.last_activity, c.latest) END
    FROM come c WHERE s.session_id = c.session_id;

    INSERT INTO import_sessions AS t (session_id, messages, checksum)
    SELECT session_id, count(*), sum(import_hash(content)) FROM import_batch WHERE batch = this GROUP BY session_id
    ON CONFLICT (session_id) DO UPDATE
    SET messages = t.messages + EXCLUDED.messages, checksum = t.checksum + EXCLUDED.checksum;

    INSERT INTO import_ids (kind, old_id, new_id) SELECT 'message', old_id, id FROM import_batch WHERE batch = this;
    GET DIAGNOSTICS taken = ROW_COUNT;
    DELETE FROM import_batch WHERE batch = this;
    RETURN taken;
END $$;

-- user_language_preferences: who has chosen a language here keeps it.
CREATE FUNCTION import_languages(former jsonb) RETURNS bigint LANGUAGE plpgsql
    SET search_path FROM CURRENT SET TimeZone = 'UTC' AS $$
DECLARE
    taken bigint;
BEGIN
    INSERT INTO import_refused (source, old_id, reason, former)
    SELECT 'user_language_preferences', coalesce(j ->> 'user_id', md5(j::text)),
           CASE WHEN nullif(j ->> 'user_id', '') IS NULL THEN 'the row has no user' ELSE 'this is no language tag' END, j
    FROM jsonb_array_elements(former) AS j
    WHERE nullif(j ->> 'user_id', '') IS NULL
        OR import_language_of(coalesce(j ->> 'language', j ->> 'preferred_language', j ->> 'language_code')) IS NULL
    ON CONFLICT DO NOTHING;

    INSERT INTO accounts (id, display_name)
    SELECT DISTINCT ON (id) id, coalesce(CASE WHEN NOT import_is_uuid(raw) THEN import_line_of(raw, 100) END, 'User ' || left(id::text, 8))
    FROM (
        SELECT import_uuid_of('user', nullif(j ->> 'user_id', '')) AS id, j ->> 'user_id' AS raw FROM jsonb_array_elements(former) AS j
    ) AS people WHERE id IS NOT NULL
    ON CONFLICT DO NOTHING;

    INSERT INTO user_language_preferences (user_id, language, updated_at)
    SELECT DISTINCT ON (user_id) user_id, language, coalesce(updated_at, now())
    FROM (
        SELECT import_uuid_of('user', nullif(j ->> 'user_id', '')) AS user_id,
               import_language_of(coalesce(j ->> 'language', j ->> 'preferred_language', j ->> 'language_code')) AS language,
               import_time_of(coalesce(j ->> 'updated_at', j ->> 'created_at')) AS updated_at
        FROM jsonb_array_elements(former) AS j) AS preferences
    WHERE user_id IS NOT NULL AND language IS NOT NULL
    ORDER BY user_id, updated_at DESC NULLS LAST
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS taken = ROW_COUNT;
    RETURN taken;
END $$;

-- ai_response_logs.
CREATE FUNCTION import_ai_logs(former jsonb) RETURNS bigint LANGUAGE plpgsql
    SET search_path FROM CURRENT SET TimeZone = 'UTC' AS $$
DECLARE
    taken bigint;
BEGIN
    INSERT INTO accounts (id, display_name)
    SELECT DISTINCT ON (id) id, coalesce(CASE WHEN NOT import_is_uuid(raw) THEN import_line_of(raw, 100) END, 'User ' || left(id::text, 8))
    FROM (
        SELECT import_uuid_of('user', nullif(j ->> 'user_id', '')) AS id, j ->> 'user_id' AS raw FROM jsonb_array_elements(former) AS j
    ) AS people WHERE id IS NOT NULL AND import_is_uuid(raw)
    ON CONFLICT DO NOTHING;

    INSERT INTO ai_response_logs (
        id, session_id, user_id, kind, provider, model, language, prompt_tokens, output_tokens, total_tokens, latency_ms,
        cached, error, created_at)
    SELECT import_uuid_of('ai response', coalesce(j ->> 'id', j::text)),
           import_uuid_of('session', j ->> 'session_id'),
           import_uuid_of('user', nullif(j ->> 'user_id', '')),
           CASE
               WHEN concat_ws(' ', j ->> 'kind', j ->> 'response_type', j ->> 'message_type', j ->> 'type') ~* 'greeting'
                   THEN 'greeting'
               ELSE 'answer'
           END,
           coalesce(j ->> 'provider', 'gemini'),
           coalesce(j ->> 'model', j ->> 'model_name', 'unknown'),
           coalesce(import_language_of(coalesce(j ->> 'language', j ->> 'target_language')), 'und'),
           import_integer_of(coalesce(j ->> 'prompt_tokens', j ->> 'input_tokens')),
           import_integer_of(coalesce(j ->> 'output_tokens', j ->> 'completion_tokens')),
           import_integer_of(coalesce(j ->> 'total_tokens', j ->> 'tokens_used')),
           coalesce(
               import_integer_of(
                   coalesce(j ->> 'latency_ms', j ->> 'response_time_ms', j ->> 'response_time', j ->> 'execution_time')), 0),
           coalesce(import_integer_of(coalesce(j ->> 'cached', j ->> 'from_cache')), 0) <> 0,
           coalesce(j ->> 'error', j ->> 'error_message'),
           coalesce(import_time_of(coalesce(j ->> 'created_at', j ->> 'timestamp')), now())
    FROM jsonb_array_elements(former) AS j
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS taken = ROW_COUNT;
    RETURN taken;
END $$;

-- After a copy: what came in behind the indexer's back is looked at again, and what differs from what was read is named.
CREATE FUNCTION import_finish() RETURNS TABLE (session_id uuid, expected bigint, found bigint) LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
BEGIN
    UPDATE message_search_progress SET timestamp = now(), id = 'ffffffff-ffff-ffff-ffff-ffffffffffff' WHERE direction = 'back';
    RETURN QUERY
    SELECT i.session_id, i.messages, count(h.id)
    FROM import_sessions i
    JOIN user_chat_sessions s ON s.session_id = i.session_id
    LEFT JOIN (
        SELECT m.id, m.session_id, m.content FROM chat_messages_history m
        JOIN import_ids n ON n.new_id = m.id AND n.kind = 'message'
        WHERE m.edited_at IS NULL AND m.deleted_at IS NULL) AS h ON h.session_id = i.session_id
    GROUP BY i.session_id, i.messages, i.checksum
    -- What was edited or deleted here since has its own right.
    HAVING (count(h.id), coalesce(sum(import_hash(h.content)), 0)) IS DISTINCT FROM (i.messages, i.checksum)
        AND NOT EXISTS (
            SELECT FROM chat_messages_history m JOIN import_ids n ON n.new_id = m.id AND n.kind = 'message'
            WHERE m.session_id = i.session_id AND (m.edited_at IS NOT NULL OR m.deleted_at IS NOT NULL));
END $$;
