-- Accounts and logins (owner: gateway) ------------------------------------------------------------------------------

CREATE TABLE accounts (
    id            uuid PRIMARY KEY,
    email         text UNIQUE,                 -- lower case; null for an account that came with the seed's messages only
    display_name  text NOT NULL,
    password_hash text,                        -- null: no login by password
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE user_language_preferences (
    user_id    uuid PRIMARY KEY,
    language   text NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- One family for a login; refreshing makes a new token of the same family.
CREATE TABLE login_families (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    ended_at   timestamptz,
    end_reason text                            -- logout, reuse
);
CREATE INDEX login_families_user ON login_families (user_id);

CREATE TABLE refresh_tokens (
    token_hash bytea PRIMARY KEY,              -- SHA-256; the token itself is never stored
    family_id  uuid NOT NULL REFERENCES login_families (id) ON DELETE CASCADE,
    issued_at  timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX refresh_tokens_family ON refresh_tokens (family_id);

-- Sessions, members, messages (owner: chat) -------------------------------------------------------------------------

CREATE TABLE user_chat_sessions (
    session_id    uuid PRIMARY KEY,
    kind          text NOT NULL,
    title         text,
    language      text,
    ai            boolean NOT NULL DEFAULT true,
    user_id       uuid,                        -- who created it
    direct_key    text UNIQUE,                 -- both user ids in order: two people have one direct session
    created_at    timestamptz NOT NULL DEFAULT now(),
    last_activity timestamptz NOT NULL DEFAULT now(),
    last_seq      bigint NOT NULL DEFAULT 0    -- the row's lock is what makes seqs dense and gives a session its order
) WITH (fillfactor = 70);                      -- updated with each message; room in the page keeps that update cheap (HOT)

CREATE TABLE session_members (
    session_id    uuid NOT NULL REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    user_id       uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    role          text NOT NULL,
    joined_at     timestamptz NOT NULL DEFAULT now(),
    last_read_seq bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (session_id, user_id)
) WITH (fillfactor = 80);
CREATE INDEX session_members_user ON session_members (user_id);

-- The truth: an acknowledged message is here. Partitioned by month, so that old months can be exported and dropped whole.
CREATE TABLE chat_messages_history (
    id                uuid NOT NULL,
    session_id        uuid NOT NULL,
    seq               bigint NOT NULL,
    user_id           uuid,                    -- null: written by a service of the house
    content           text NOT NULL,
    message_type      text NOT NULL,
    timestamp         timestamptz NOT NULL DEFAULT now(),
    client_message_id text,
    reply_to          uuid,
    metadata          jsonb,
    PRIMARY KEY (session_id, seq, timestamp)
) PARTITION BY RANGE (timestamp);
CREATE INDEX chat_messages_history_id ON chat_messages_history (id);
-- Finds the recent rows that a crash took from the hot table, without reading the month's whole partition. Times only
-- grow, so new entries go to one end of the tree.
CREATE INDEX chat_messages_history_timestamp ON chat_messages_history (timestamp);

-- Rows land here only when no partition was made ahead; create_history_partition moves them out again.
CREATE TABLE chat_messages_history_default PARTITION OF chat_messages_history DEFAULT;

-- Makes the partition of a month unless it is there; true when it made one. Safe to call from several nodes at once.
CREATE FUNCTION create_history_partition(month date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    first_day date := date_trunc('month', month)::date;
    next_month date := (date_trunc('month', month) + interval '1 month')::date;
    name text := format('chat_messages_history_%s', to_char(first_day, 'YYYY_MM'));
    lower_bound timestamptz := first_day::timestamp AT TIME ZONE 'UTC';
    upper_bound timestamptz := next_month::timestamp AT TIME ZONE 'UTC';
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('create_history_partition'));
    -- Not to_regclass: it answers from a cache that may not know yet what another transaction has just committed.
    PERFORM FROM pg_class WHERE relname = name AND relnamespace = current_schema()::regnamespace;
    IF FOUND THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE chat_messages_history INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
    -- A row in the default partition that belongs here would make ATTACH fail.
    EXECUTE format(
        'WITH moved AS (DELETE FROM chat_messages_history_default WHERE timestamp >= %L AND timestamp < %L RETURNING *)'
        ' INSERT INTO %I SELECT * FROM moved', lower_bound, upper_bound, name);
    EXECUTE format(
        'ALTER TABLE chat_messages_history ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        name, lower_bound, upper_bound);
    RETURN true;
END $$;

SELECT create_history_partition((now() AT TIME ZONE 'UTC')::date);
SELECT create_history_partition(((now() AT TIME ZONE 'UTC') + interval '1 month')::date);

-- The recent rows once more: small, without write-ahead log, for whoever looks at the present (the seed's clients and its
-- view). A crash of PostgreSQL empties it; it is refilled from history.
CREATE UNLOGGED TABLE chat_messages_realtime (
    id                uuid NOT NULL,
    session_id        uuid NOT NULL,
    seq               bigint NOT NULL,
    user_id           uuid,
    content           text NOT NULL,
    message_type      text NOT NULL,
    timestamp         timestamptz NOT NULL DEFAULT now(),
    client_message_id text,
    reply_to          uuid,
    metadata          jsonb,
    PRIMARY KEY (session_id, seq)
);
CREATE INDEX chat_messages_realtime_timestamp ON chat_messages_realtime (timestamp);

-- What makes a repeated send harmless, for as long as the session lives: a unique index on history itself would have to
-- hold the timestamp, and so would not be unique.
CREATE TABLE message_keys (
    session_id        uuid NOT NULL REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    author            uuid NOT NULL,           -- the user; all zeros for the house's services
    client_message_id text NOT NULL,
    seq               bigint NOT NULL,
    PRIMARY KEY (session_id, author, client_message_id)
);

-- Soft state: who is on which session's channel, through which gateway node.
CREATE UNLOGGED TABLE session_presence (
    session_id uuid NOT NULL,
    user_id    uuid NOT NULL,
    gateway    text NOT NULL,
    status     text NOT NULL,
    seen_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (session_id, user_id, gateway)
);
CREATE INDEX session_presence_gateway ON session_presence (gateway);
CREATE INDEX session_presence_seen_at ON session_presence (seen_at);

CREATE TABLE announcements (
    id        uuid PRIMARY KEY,
    user_id   uuid NOT NULL,
    content   text NOT NULL,
    timestamp timestamptz NOT NULL DEFAULT now()
);

CREATE VIEW chat_analytics AS
SELECT date_trunc('hour', timestamp) AS hour,
       count(*) AS message_count,
       count(DISTINCT session_id) AS active_sessions,
       count(DISTINCT user_id) AS active_users,
       avg(length(content)) AS avg_message_length,
       count(*) FILTER (WHERE message_type IN ('ai_greeting', 'ai_response')) AS ai_responses
FROM chat_messages_realtime
WHERE timestamp > now() - interval '24 hours'
GROUP BY 1
ORDER BY 1 DESC;

-- AI (owner: ai) ----------------------------------------------------------------------------------------------------

-- An accepted question is a row here before it is work; a node that dies leaves it to another when its lease is over.
CREATE TABLE ai_jobs (
    id              uuid PRIMARY KEY,
    session_id      uuid NOT NULL REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    user_id         uuid NOT NULL,
    question_seq    bigint NOT NULL,
    language        text NOT NULL,
    status          text NOT NULL,             -- accepted, done, failed
    attempts        integer NOT NULL DEFAULT 0,
    lease_owner     text,
    lease_until     timestamptz,
    answer_seq      bigint,
    error_code      text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (session_id, question_seq)
);
CREATE INDEX ai_jobs_open ON ai_jobs (lease_until) WHERE status = 'accepted';

CREATE TABLE ai_response_logs (
    id            uuid PRIMARY KEY,
    job_id        uuid,
    session_id    uuid,
    user_id       uuid,
    kind          text NOT NULL,               -- greeting, answer
    provider      text NOT NULL,
    model         text NOT NULL,
    language      text NOT NULL,
    prompt_tokens integer,
    output_tokens integer,
    total_tokens  integer,
    latency_ms    integer NOT NULL,
    cached        boolean NOT NULL,
    error         text,
    created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ai_response_logs_created_at ON ai_response_logs (created_at);

CREATE UNLOGGED TABLE ai_response_cache (
    prompt_hash      varchar(64) PRIMARY KEY,  -- SHA-256 of prompt, model and language, in hexadecimal
    language         varchar(35) NOT NULL,
    model            text NOT NULL,
    provider         text NOT NULL,
    response_content text NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT now(),
    expires_at       timestamptz NOT NULL DEFAULT now() + interval '1 hour'
);
CREATE INDEX ai_response_cache_expires_at ON ai_response_cache (expires_at);

-- Agent tasks (owner: agent bridge) ---------------------------------------------------------------------------------

CREATE TABLE agent_tasks (
    id              uuid PRIMARY KEY,
    session_id      uuid NOT NULL REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    user_id         uuid NOT NULL,
    task_type       text NOT NULL,
    params          jsonb NOT NULL,
    agent           text NOT NULL,
    status          text NOT NULL,
    progress        integer NOT NULL DEFAULT 0,
    note            text,
    result          jsonb,
    error_code      text,
    error_message   text,
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    deadline        timestamptz,               -- an agent that says nothing until then has failed
    lease_owner     text,                      -- the node that looks after it
    lease_until     timestamptz,
    announced       boolean NOT NULL DEFAULT false, -- whether its end is in the chat
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX agent_tasks_session ON agent_tasks (session_id, created_at DESC, id DESC);
-- The work list: everything that a node may have to touch again.
CREATE INDEX agent_tasks_open ON agent_tasks (next_attempt_at) WHERE status IN ('queued', 'working') OR NOT announced;

CREATE TABLE agent_task_events (
    task_id    uuid NOT NULL REFERENCES agent_tasks (id) ON DELETE CASCADE,
    event_id   text NOT NULL,                  -- the agent's own: what makes a repeated report harmless
    type       text NOT NULL,
    payload    jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (task_id, event_id)
);

-- Operations (owner: archive) ---------------------------------------------------------------------------------------

CREATE TABLE function_metrics (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    function_name  text NOT NULL,
    execution_time integer NOT NULL,           -- milliseconds
    db_queries     integer NOT NULL,
    ai_requests    integer NOT NULL,
    errors         integer NOT NULL,
    timestamp      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX function_metrics_timestamp ON function_metrics (timestamp);
