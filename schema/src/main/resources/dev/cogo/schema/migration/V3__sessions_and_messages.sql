-- Sessions, members, messages (owner: chat) -------------------------------------------------------------------------

CREATE TABLE user_chat_sessions (
    session_id        uuid PRIMARY KEY,
    kind              text NOT NULL,
    title             text,
    language          text,
    ai                boolean NOT NULL DEFAULT true,
    ai_mode           text NOT NULL DEFAULT 'explicit', -- which messages ask the AI by themselves: none, mention, always
    when_busy         text NOT NULL DEFAULT 'queue', -- what such a message does while its author's earlier one is answered: queue, reject, restart, steer
    user_id           uuid,                    -- who created it
    direct_key        text UNIQUE,             -- both user ids in order: two people have one direct session
    created_at        timestamptz NOT NULL DEFAULT now(),
    last_activity     timestamptz NOT NULL DEFAULT now(),
    last_seq          bigint NOT NULL DEFAULT 0, -- the row's lock is what makes seqs dense and gives a session its order
    message_count     bigint NOT NULL DEFAULT 0, -- messages so far, deleted ones too
    encrypted         boolean NOT NULL DEFAULT false,
    archived_at       timestamptz,             -- since when nobody may write in it
    slow_mode_seconds integer NOT NULL DEFAULT 0,
    blocked           boolean NOT NULL DEFAULT false, -- a direct session of two of whom one blocked the other
    member_count      integer NOT NULL DEFAULT 0, -- triggers keep it: counting 10,000 rows for each session of a list is not cheap
    oldest_message_at timestamptz NOT NULL DEFAULT now() -- no message of it is older: retention looks at it when this is old
) WITH (fillfactor = 70);                      -- updated with each message; room in the page keeps that update cheap (HOT)
-- No message changes either column, so updates of the row stay in their page.
CREATE INDEX user_chat_sessions_oldest ON user_chat_sessions (kind, oldest_message_at);

CREATE TABLE session_members (
    session_id     uuid NOT NULL REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    user_id        uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    role           text NOT NULL,
    joined_at      timestamptz NOT NULL DEFAULT now(),
    last_read_seq  bigint NOT NULL DEFAULT 0,
    read_count     bigint NOT NULL DEFAULT 0,  -- message_count at last_read_seq: unread is a subtraction
    silenced_until timestamptz,                -- may read and not write
    last_sent_at   timestamptz,                -- kept in sessions with slow mode only
    muted          boolean NOT NULL DEFAULT false, -- wants no notifications
    PRIMARY KEY (session_id, user_id)
) WITH (fillfactor = 80);
CREATE INDEX session_members_user ON session_members (user_id);
-- The members in the order in which they joined: a page of them, and the first hundred that come with a session.
CREATE INDEX session_members_joined ON session_members (session_id, joined_at, user_id);

CREATE FUNCTION count_session_members() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    UPDATE user_chat_sessions s
    SET member_count = s.member_count + CASE TG_OP WHEN 'INSERT' THEN c.members ELSE -c.members END
    FROM (SELECT session_id, count(*)::integer AS members FROM changed GROUP BY session_id) c
    WHERE s.session_id = c.session_id;
    RETURN NULL;
END $$;
CREATE TRIGGER session_members_added AFTER INSERT ON session_members
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_session_members();
CREATE TRIGGER session_members_removed AFTER DELETE ON session_members
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_session_members();

-- Who has left which session, with messages of theirs perhaps still in it: history has no index by user, which every message
-- would have to pay for.
CREATE TABLE former_members (
    user_id    uuid NOT NULL,
    session_id uuid NOT NULL REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, session_id)
);
CREATE INDEX former_members_session ON former_members (session_id);

CREATE FUNCTION keep_former_members() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    -- The join: when a session goes, its members go with it, and nothing of it is to stay.
    INSERT INTO former_members (user_id, session_id)
    SELECT gone.user_id, gone.session_id FROM gone JOIN user_chat_sessions USING (session_id)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER session_members_left AFTER DELETE ON session_members
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION keep_former_members();

-- The truth: an acknowledged message is here. Partitioned by month, so that old months can be exported and dropped whole.
CREATE TABLE chat_messages_history (
    id                uuid NOT NULL,
    session_id        uuid NOT NULL,
    seq               bigint NOT NULL,         -- shared with the session's events: it does not count messages
    user_id           uuid,                    -- null: written by a service of the server
    content           text NOT NULL,
    message_type      text NOT NULL,
    timestamp         timestamptz NOT NULL DEFAULT now(),
    client_message_id text,
    reply_to          uuid,
    metadata          jsonb,
    message_number    bigint,                  -- its place among messages; null in imported rows: seq
    mentions          uuid[],
    edited_at         timestamptz,
    edited_by         uuid,
    deleted_at        timestamptz,
    deleted_by        uuid,
    key_id            text,                    -- of the key of an encrypted message, else null
    ciphertext        bytea,                   -- then content is empty and metadata null
    PRIMARY KEY (session_id, seq, timestamp)
) PARTITION BY RANGE (timestamp);
CREATE INDEX chat_messages_history_id ON chat_messages_history (id);
-- Finds the recent rows that a crash took from the hot table, without reading the month's whole partition. Times only
-- grow, so new entries go to one end of the tree.
CREATE INDEX chat_messages_history_timestamp ON chat_messages_history (timestamp);
-- The messages that a rotation of keys has still to go through.
CREATE INDEX chat_messages_history_key ON chat_messages_history (key_id, session_id, seq) WHERE key_id IS NOT NULL;

-- Rows land here only when no partition was made ahead; create_history_partition moves them out again.
CREATE TABLE chat_messages_history_default PARTITION OF chat_messages_history DEFAULT;

-- Makes the partition of a month unless it is there; true when it made one. Safe to call from several nodes at once.
CREATE FUNCTION create_history_partition(month date) RETURNS boolean LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
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
    PERFORM close_to_others();
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
-- view). A crash of PostgreSQL empties it; it is refilled from history. The columns are history's, in the same order.
CREATE UNLOGGED TABLE chat_messages_realtime (
    LIKE chat_messages_history INCLUDING DEFAULTS,
    PRIMARY KEY (session_id, seq)
);
CREATE INDEX chat_messages_realtime_timestamp ON chat_messages_realtime (timestamp);

-- What makes a repeated send harmless, for as long as the session lives: a unique index on history itself would have to
-- hold the timestamp, and so would not be unique.
CREATE TABLE message_keys (
    session_id        uuid NOT NULL REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    author            uuid NOT NULL,           -- the user; all zeros for the server's services
    client_message_id text NOT NULL,
    seq               bigint NOT NULL,
    PRIMARY KEY (session_id, author, client_message_id)
);

-- What is in a timeline beside the messages. A change of a message is told by its seq, never by a copy of its content: so
-- an edit or a deletion leaves nothing behind here.
CREATE TABLE session_events (
    session_id  uuid NOT NULL REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    seq         bigint NOT NULL,
    event       text NOT NULL,                 -- message_updated, message_deleted, reaction, session_updated
    user_id     uuid,                          -- who did it; null for the server
    message_seq bigint,                        -- the message that it is about
    payload     jsonb,                         -- of the event; null when it is the message
    timestamp   timestamptz NOT NULL,
    PRIMARY KEY (session_id, seq)
);

CREATE TABLE message_reactions (
    session_id  uuid NOT NULL REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    message_seq bigint NOT NULL,
    emoji       text NOT NULL,
    user_id     uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (session_id, message_seq, emoji, user_id)
);
-- By user and in pages.
CREATE INDEX message_reactions_of_user ON message_reactions (user_id, session_id, message_seq, emoji);

CREATE TABLE session_invites (
    id         uuid PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    token_hash bytea NOT NULL UNIQUE,          -- SHA-256; the token itself is never stored
    created_by uuid REFERENCES accounts (id) ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    max_uses   integer,
    uses       integer NOT NULL DEFAULT 0,
    revoked_at timestamptz
);
CREATE INDEX session_invites_session ON session_invites (session_id);
CREATE INDEX session_invites_created_by ON session_invites (created_by);

CREATE TABLE user_blocks (
    user_id    uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    blocked_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, blocked_id)
);
CREATE INDEX user_blocks_blocked ON user_blocks (blocked_id);

-- When users were last on a session's channel, for those who are not there now; who is, is in the memory of the channels'
-- homes. Written in batches; losing the last few seconds of it does no harm.
CREATE TABLE user_last_seen (
    user_id   uuid PRIMARY KEY,
    last_seen timestamptz NOT NULL
);

-- What tells a right key from a wrong one of the same id, before anything is read or written with it.
CREATE TABLE encryption_keys (
    key_id      text PRIMARY KEY,
    fingerprint bytea NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE announcements (
    id        uuid PRIMARY KEY,
    user_id   uuid NOT NULL,
    content   text NOT NULL,
    timestamp timestamptz NOT NULL DEFAULT now()
);
