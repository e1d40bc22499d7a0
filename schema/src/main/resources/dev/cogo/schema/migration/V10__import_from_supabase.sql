-- Copies what a Supabase version of this chat has left in the schema "public", if it has, into our tables. The former tables
-- are read where they are and stay as they are; who writes to them goes on writing, and what comes after this is not seen.
-- Reading keeps no writer waiting. It happens once in the life of our schema: the row in the table "imports" says when. The rules:
--
-- Rows are read as JSON, because the seed's design names columns, not types: a name that is not there is null, and a value of
-- whatever type has a text form. Beside the design's names, a few likely ones are looked for.
-- Identifiers that are UUIDs stay. Others become a UUID made of their text, the same one wherever the text stands.
-- A message gets what it lacks, and keeps what it had, in metadata.seed:
--   id, sessionId, userId   if not UUIDs; userId also for messages of the AI, agents and system, which have no author here
--   messageType             if it is none of ours; the message becomes a text
--   timestamp               if missing or unreadable; the message then comes last, with the time of this import
--   contentMissing          if it had no content; it is empty then
--   metadata                if it was not an object; an object becomes the metadata itself
-- Content is taken as it is, also where it is longer than a new message may be.
-- A message without a session goes to one that holds all such messages of its author.
-- A message that stands both in the hot table and in history is one message: with the same UUID, session and content; or with
-- the same session, time, author and content, as many times as it stands in both. In doubt there are two.
-- seq counts each session's messages by time, then by id. Everything counts as read.
-- Sessions become groups. Their members are the users of their rows and whoever wrote; the first one owns it.
-- Users become accounts, with name, address and password of auth.users if the address is confirmed there and the user is
-- neither deleted nor banned; else with a name only, and no way to log in: whoever has only typed an address in must not get
-- what is said to its owner, and its owner can still register it. Nobody comes as an operator.
-- Language preferences that are no language tags, and the cache of AI answers (good for an hour), are left behind.
--
-- Statements work on whole tables. If one fails, all is as before.

SET LOCAL TimeZone = 'UTC'; -- a time without a zone is meant in UTC, as on Supabase
-- Where a policy would hide rows from this user, stop, instead of importing the rest only.
SET LOCAL row_security = off;

-- Reading loosely ---------------------------------------------------------------------------------------------------
-- These stay: the command "import" reads another database by the same rules.

CREATE OR REPLACE FUNCTION import_is_uuid(raw text) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$
    SELECT raw ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
$$;

CREATE OR REPLACE FUNCTION import_uuid_of(what text, raw text) RETURNS uuid IMMUTABLE LANGUAGE sql AS $$
    SELECT CASE WHEN import_is_uuid(raw) THEN raw::uuid ELSE md5('seed ' || what || ' ' || raw)::uuid END
$$;

-- Null for what is no point in time. Numbers are seconds or milliseconds since 1970.
CREATE OR REPLACE FUNCTION import_time_of(raw text) RETURNS timestamptz STABLE LANGUAGE plpgsql AS $$
DECLARE
    result timestamptz;
BEGIN
    IF raw ~ '^[0-9]{1,15}(\.[0-9]+)?$' THEN
        result := to_timestamp(CASE WHEN raw::numeric > 100000000000 THEN raw::numeric / 1000 ELSE raw::numeric END);
    ELSE
        result := raw::timestamptz;
    END IF;
    RETURN CASE WHEN isfinite(result) THEN result END;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION import_integer_of(raw text) RETURNS integer IMMUTABLE LANGUAGE sql AS $$
    SELECT CASE
        WHEN raw ~ '^-?[0-9]{1,30}(\.[0-9]+)?$'
            THEN least(greatest(round(raw::numeric), -2147483648), 2147483647)::integer
        WHEN raw = 'true' THEN 1
    END
$$;

-- One line of at most so many characters; null if nothing is left.
CREATE OR REPLACE FUNCTION import_line_of(raw text, max_length integer) RETURNS text IMMUTABLE LANGUAGE sql AS $$
    SELECT nullif(btrim(left(regexp_replace(raw, '[\u0001-\u001f\u007f-\u009f]+', ' ', 'g'), max_length)), '')
$$;

-- A language tag in the usual form (ko, pt-BR, zh-Hant-TW); null for what is none.
CREATE OR REPLACE FUNCTION import_language_of(raw text) RETURNS text IMMUTABLE LANGUAGE sql AS $$
    SELECT string_agg(
        CASE
            WHEN position = 1 THEN lower(part)
            WHEN part ~ '^[A-Za-z]{2}$' THEN upper(part)
            WHEN part ~ '^[A-Za-z]{4}$' THEN initcap(part)
            ELSE lower(part)
        END, '-' ORDER BY position)
    FROM unnest(string_to_array(replace(raw, '_', '-'), '-')) WITH ORDINALITY AS parts (part, position)
    WHERE replace(raw, '_', '-') ~ '^[A-Za-z]{2,8}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?$'
$$;

-- The former rows -----------------------------------------------------------------------------------------------------

DO $$
DECLARE
    seed_tables text[] := ARRAY[
        'chat_messages_realtime', 'chat_messages_history', 'user_chat_sessions', 'user_language_preferences',
        'ai_response_logs', 'function_metrics'];
    seed_table text;
    rows_of text;
    due boolean := false;
    users_readable boolean := EXISTS (
        SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'auth' AND c.relname = 'users'
            AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'));
BEGIN
    -- A schema of another name is for a measurement or a second chat, which has no former life.
    IF current_schema() = 'cogo'
        AND EXISTS (SELECT FROM unnest(seed_tables) AS name WHERE to_regclass(format('public.%I', name)) IS NOT NULL)
    THEN
        INSERT INTO imports (source) VALUES ('public') ON CONFLICT DO NOTHING;
        due := FOUND;
    END IF;
    FOREACH seed_table IN ARRAY seed_tables
    LOOP
        IF due AND to_regclass(format('public.%I', seed_table)) IS NOT NULL THEN
            rows_of := format('SELECT to_jsonb(seed_row) AS j FROM public.%I AS seed_row', seed_table);
        ELSE
            rows_of := 'SELECT NULL::jsonb AS j WHERE false';
        END IF;
        EXECUTE format('CREATE TEMP VIEW %I AS %s', 'import_' || seed_table, rows_of);
    END LOOP;
    IF due AND users_readable THEN
        CREATE TEMP VIEW import_auth_users AS SELECT to_jsonb(auth_row) AS j FROM auth.users AS auth_row;
    ELSE
        CREATE TEMP VIEW import_auth_users AS SELECT NULL::jsonb AS j WHERE false;
    END IF;
END $$;

CREATE TEMP TABLE import_messages ON COMMIT DROP AS
-- Materialized: a row's JSON and time are made once, not again for each use.
WITH source_rows AS MATERIALIZED (
    SELECT 1 AS source, j FROM import_chat_messages_history
    UNION ALL
    SELECT 2, j FROM import_chat_messages_realtime
), fields AS MATERIALIZED (
    SELECT source,
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
    FROM source_rows
)
SELECT source,
       false AS paired, -- whether its copy in the other table has been found
       raw_id,
       coalesce(import_uuid_of('session', raw_session), import_uuid_of('lost messages of', coalesce(raw_user, '')))
           AS session_id,
       -- A service's name is nobody; a user's id on a service's message is whom it was said to.
       CASE WHEN NOT of_service OR import_is_uuid(raw_user) THEN import_uuid_of('user', raw_user) END AS person,
       raw_user,
       CASE WHEN NOT of_service THEN import_uuid_of('user', raw_user) END AS author,
       coalesce(raw_content, '') AS content,
       CASE WHEN of_service THEN type ELSE 'text' END AS message_type,
       coalesce(known_time, now()) AS timestamp,
       CASE WHEN jsonb_typeof(raw_metadata) = 'object' THEN raw_metadata ELSE '{}' END AS metadata,
       jsonb_strip_nulls(jsonb_build_object(
           'id', CASE WHEN NOT import_is_uuid(raw_id) THEN raw_id END,
           'sessionId', CASE WHEN NOT import_is_uuid(raw_session) THEN raw_session END,
           'userId', CASE WHEN of_service OR NOT import_is_uuid(raw_user) THEN raw_user END,
           'messageType', CASE WHEN NOT of_service AND type <> 'text' THEN raw_type END,
           'timestamp', CASE WHEN known_time IS NULL THEN coalesce(raw_time, '') END,
           'contentMissing', CASE WHEN raw_content IS NULL THEN true END,
           'metadata', CASE WHEN jsonb_typeof(raw_metadata) <> 'object' THEN raw_metadata END)) AS facts
FROM fields;
ANALYZE import_messages;

-- One message in both tables --------------------------------------------------------------------------------------

-- A UUID is not given twice by chance. Numbers may be: each table can have its own sequence.
WITH same AS (
    DELETE FROM import_messages hot
    USING import_messages history
    WHERE hot.source = 2 AND history.source = 1
        AND import_is_uuid(hot.raw_id) AND lower(hot.raw_id) = lower(history.raw_id)
        AND hot.session_id = history.session_id AND hot.content = history.content
    RETURNING history.ctid AS row_id
)
UPDATE import_messages SET paired = true WHERE ctid IN (SELECT row_id FROM same);

-- A batch may hold the same text twice at one time: the n-th in one table is the n-th in the other. Those with the same id in
-- both are counted first, so that they meet.
WITH paired AS (
    SELECT ctid AS row_id, source, session_id, timestamp, person, content,
           min(source) OVER same_id <> max(source) OVER same_id AS has_twin, raw_id
    FROM import_messages
    WHERE NOT paired
    WINDOW same_id AS (PARTITION BY session_id, timestamp, person, md5(content), raw_id)
), counted AS (
    SELECT row_id, source,
           row_number() OVER (
               PARTITION BY source, session_id, timestamp, person, md5(content) ORDER BY has_twin DESC, raw_id) AS n,
           session_id, timestamp, person, content
    FROM paired
)
DELETE FROM import_messages
WHERE ctid IN (
    SELECT hot.row_id
    FROM counted hot
    JOIN counted history USING (session_id, timestamp, n)
    WHERE hot.source = 2 AND history.source = 1
        AND hot.person IS NOT DISTINCT FROM history.person AND hot.content = history.content);
ANALYZE import_messages;

-- The final rows. Where an id stands twice after all (numbers from two sequences, no id at all), one row keeps the plain id.
CREATE TEMP TABLE import_numbered ON COMMIT DROP AS
SELECT CASE WHEN same = 1 THEN id ELSE md5(id || ' ' || source || ' ' || same)::uuid END AS id,
       session_id, seq, person, raw_user, author, content, message_type, timestamp, metadata, facts
FROM (
    SELECT *,
           row_number() OVER (PARTITION BY id ORDER BY source, session_id, timestamp, content) AS same,
           row_number() OVER (
               PARTITION BY session_id
               ORDER BY timestamp, CASE WHEN raw_id ~ '^[0-9]{1,18}$' THEN raw_id::bigint END, raw_id, source) AS seq
    FROM (
        SELECT *,
               coalesce(
                   import_uuid_of('message', raw_id),
                   md5(concat_ws(' ', 'seed message', session_id, timestamp, person, md5(content)))::uuid) AS id
        FROM import_messages) AS identified) AS numbered;
ANALYZE import_numbered;

CREATE TEMP TABLE import_sessions ON COMMIT DROP AS
SELECT import_uuid_of('session', coalesce(nullif(j ->> 'session_id', ''), j ->> 'id', j::text)) AS session_id,
       import_uuid_of('user', nullif(j ->> 'user_id', '')) AS person,
       j ->> 'user_id' AS raw_user,
       import_line_of(coalesce(j ->> 'title', j ->> 'name'), 200) AS title,
       import_language_of(j ->> 'language') AS language,
       import_time_of(coalesce(j ->> 'created_at', j ->> 'started_at')) AS created_at,
       import_time_of(coalesce(j ->> 'last_activity', j ->> 'updated_at')) AS last_activity
FROM import_user_chat_sessions;

-- Accounts ----------------------------------------------------------------------------------------------------------

WITH people AS (
    SELECT DISTINCT ON (id) id, raw
    FROM (
        SELECT person AS id, raw_user AS raw FROM import_numbered
        UNION ALL
        SELECT person, raw_user FROM import_sessions
        UNION ALL
        SELECT import_uuid_of('user', nullif(j ->> 'user_id', '')), j ->> 'user_id' FROM import_user_language_preferences
        UNION ALL
        SELECT (j ->> 'user_id')::uuid, j ->> 'user_id' FROM import_ai_response_logs WHERE import_is_uuid(j ->> 'user_id')
    ) AS mentioned
    WHERE id IS NOT NULL
    ORDER BY id, raw
), registered AS (
    SELECT (j ->> 'id')::uuid AS id,
           lower(nullif(btrim(j ->> 'email'), '')) AS email,
           j ->> 'encrypted_password' AS password_hash,
           import_line_of(
               coalesce(
                   j #>> '{raw_user_meta_data,display_name}', j #>> '{raw_user_meta_data,full_name}',
                   j #>> '{raw_user_meta_data,name}', split_part(j ->> 'email', '@', 1)), 100) AS display_name,
           import_time_of(j ->> 'created_at') AS created_at,
           -- An address that nobody has confirmed may be another's.
           coalesce(j ->> 'email_confirmed_at', j ->> 'confirmed_at') IS NOT NULL
               AND j ->> 'deleted_at' IS NULL
               AND coalesce(import_time_of(j ->> 'banned_until') <= now(), true) AS may_enter
    FROM import_auth_users
    WHERE import_is_uuid(j ->> 'id')
), entering AS (
    -- Supabase allows the same address once more for each single sign-on provider.
    SELECT DISTINCT ON (email) id, email, CASE WHEN password_hash ~ '^\$2[aby]\$' THEN password_hash END AS password_hash
    FROM registered
    WHERE may_enter AND email IS NOT NULL
    ORDER BY email, (password_hash ~ '^\$2[aby]\$') IS TRUE DESC, created_at, id
)
INSERT INTO accounts (id, email, display_name, password_hash, created_at)
SELECT id,
       entering.email,
       coalesce(
           registered.display_name,
           CASE WHEN NOT import_is_uuid(people.raw) THEN import_line_of(people.raw, 100) END,
           'User ' || left(id::text, 8)),
       entering.password_hash,
       coalesce(registered.created_at, now())
FROM people
FULL JOIN registered USING (id)
LEFT JOIN entering USING (id);

INSERT INTO user_language_preferences (user_id, language, updated_at)
SELECT DISTINCT ON (user_id) user_id, language, coalesce(updated_at, now())
FROM (
    SELECT import_uuid_of('user', nullif(j ->> 'user_id', '')) AS user_id,
           import_language_of(
               coalesce(j ->> 'language', j ->> 'preferred_language', j ->> 'language_code')) AS language,
           import_time_of(coalesce(j ->> 'updated_at', j ->> 'created_at')) AS updated_at
    FROM import_user_language_preferences) AS preferences
WHERE user_id IS NOT NULL AND language IS NOT NULL
ORDER BY user_id, updated_at DESC NULLS LAST;

-- Sessions, members, messages ---------------------------------------------------------------------------------------

CREATE TEMP TABLE import_members ON COMMIT DROP AS
SELECT session_id, person, min(rank) AS rank, min(since) AS since,
       row_number() OVER (PARTITION BY session_id ORDER BY min(rank), min(since), person) AS place
FROM (
    SELECT session_id, person, 1 AS rank, created_at AS since FROM import_sessions
    UNION ALL
    SELECT session_id, person, 2, timestamp FROM import_numbered) AS parts
WHERE person IS NOT NULL
GROUP BY session_id, person;

WITH described AS (
    SELECT session_id,
           (array_agg(title ORDER BY created_at) FILTER (WHERE title IS NOT NULL))[1] AS title,
           (array_agg(language ORDER BY created_at) FILTER (WHERE language IS NOT NULL))[1] AS language,
           min(created_at) AS created_at,
           max(last_activity) AS last_activity
    FROM import_sessions
    GROUP BY session_id
), spoken AS (
    SELECT session_id, max(seq) AS last_seq, min(timestamp) AS first_time, max(timestamp) AS last_time
    FROM import_numbered
    GROUP BY session_id
)
INSERT INTO user_chat_sessions (
    session_id, kind, title, language, user_id, created_at, last_activity, last_seq, message_count, oldest_message_at)
SELECT session_id, 'group', title, language, owner.person,
       coalesce(least(created_at, first_time), last_activity, now()),
       coalesce(last_time, last_activity, created_at, now()),
       coalesce(last_seq, 0),
       coalesce(last_seq, 0),
       coalesce(first_time, now())
FROM described
FULL JOIN spoken USING (session_id)
LEFT JOIN (SELECT session_id, person FROM import_members WHERE place = 1) AS owner USING (session_id);

INSERT INTO session_members (session_id, user_id, role, joined_at, last_read_seq, read_count)
SELECT session_id, person, CASE WHEN place = 1 THEN 'owner' ELSE 'member' END, coalesce(since, created_at), last_seq,
       message_count
FROM import_members
JOIN user_chat_sessions USING (session_id);

-- A month out of all reason (a clock that was wrong) is left to the default partition.
SELECT create_history_partition(month::date)
FROM (
    SELECT DISTINCT date_trunc('month', timestamp) AS month
    FROM import_numbered
    WHERE timestamp >= '2000-01-01' AND timestamp < now() + interval '1 year'
    ORDER BY month) AS months;

INSERT INTO chat_messages_history (id, session_id, seq, user_id, content, message_type, timestamp, metadata)
SELECT id, session_id, seq, author, content, message_type, timestamp,
       nullif(metadata || CASE WHEN facts = '{}' THEN '{}' ELSE jsonb_build_object('seed', facts) END, '{}')
FROM import_numbered;

INSERT INTO chat_messages_realtime (id, session_id, seq, user_id, content, message_type, timestamp, metadata)
SELECT id, session_id, seq, user_id, content, message_type, timestamp, metadata
FROM chat_messages_history
WHERE timestamp > now() - interval '24 hours' AND EXISTS (SELECT FROM import_numbered);

-- Ledgers -----------------------------------------------------------------------------------------------------------

INSERT INTO ai_response_logs (
    id, session_id, user_id, kind, provider, model, language, prompt_tokens, output_tokens, total_tokens, latency_ms,
    cached, error, created_at)
SELECT CASE WHEN same = 1 THEN id ELSE md5(id || ' ' || same)::uuid END,
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
FROM (
    SELECT j, id, row_number() OVER (PARTITION BY id ORDER BY j) AS same
    FROM (
        SELECT j, import_uuid_of('ai response', coalesce(j ->> 'id', j::text)) AS id
        FROM import_ai_response_logs) AS identified) AS numbered;

INSERT INTO function_metrics (function_name, execution_time, db_queries, ai_requests, errors, timestamp)
SELECT coalesce(j ->> 'function_name', 'unknown'),
       coalesce(import_integer_of(j ->> 'execution_time'), 0),
       coalesce(import_integer_of(j ->> 'db_queries'), 0),
       coalesce(import_integer_of(j ->> 'ai_requests'), 0),
       coalesce(import_integer_of(j ->> 'errors'), 0),
       coalesce(import_time_of(coalesce(j ->> 'timestamp', j ->> 'created_at')), now())
FROM import_function_metrics;

-- Done --------------------------------------------------------------------------------------------------------------

DO $$
BEGIN
    -- The row that this transaction has made.
    UPDATE imports
    SET accounts = (SELECT count(*) FROM accounts WHERE NOT is_service),
        sessions = (SELECT count(*) FROM user_chat_sessions),
        messages = (SELECT count(*) FROM import_numbered)
    WHERE source = 'public' AND imported_at = now();
    IF FOUND THEN
        -- The planner would otherwise know these tables as empty until the next autovacuum.
        ANALYZE accounts, user_chat_sessions, session_members, chat_messages_history, chat_messages_realtime;
    END IF;
END $$;

DROP VIEW import_chat_messages_realtime, import_chat_messages_history, import_user_chat_sessions,
    import_user_language_preferences, import_ai_response_logs, import_function_metrics, import_auth_users;
