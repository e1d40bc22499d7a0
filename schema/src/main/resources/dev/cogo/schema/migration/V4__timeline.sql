-- Timeline (owner: chat) --------------------------------------------------------------------------------------------
-- From here on edits, deletions, reactions and changes of a session have a seq too, out of the same dense sequence as its
-- messages. So a seq no longer counts messages; message_count does.

ALTER TABLE user_chat_sessions
    ADD COLUMN message_count     bigint NOT NULL DEFAULT 0,      -- messages so far, deleted ones too
    ADD COLUMN encrypted         boolean NOT NULL DEFAULT false,
    ADD COLUMN archived_at       timestamptz,                    -- since when nobody may write in it
    ADD COLUMN slow_mode_seconds integer NOT NULL DEFAULT 0,
    ADD COLUMN blocked           boolean NOT NULL DEFAULT false; -- a direct session of two of whom one blocked the other
UPDATE user_chat_sessions SET message_count = last_seq;

ALTER TABLE session_members
    ADD COLUMN read_count     bigint NOT NULL DEFAULT 0,         -- message_count at last_read_seq: unread is a subtraction
    ADD COLUMN silenced_until timestamptz,                       -- may read and not write
    ADD COLUMN last_sent_at   timestamptz,                       -- kept in sessions with slow mode only
    ADD COLUMN muted          boolean NOT NULL DEFAULT false;    -- wants no notifications
UPDATE session_members SET read_count = last_read_seq;

-- The columns of the hot table and history stay the same, in the same order.
ALTER TABLE chat_messages_history
    ADD COLUMN message_number bigint,                            -- its place among messages; null in old rows: seq
    ADD COLUMN mentions       uuid[],
    ADD COLUMN edited_at      timestamptz,
    ADD COLUMN edited_by      uuid,
    ADD COLUMN deleted_at     timestamptz,
    ADD COLUMN deleted_by     uuid,
    ADD COLUMN key_id         text,                              -- of the key of an encrypted message, else null
    ADD COLUMN ciphertext     bytea;                             -- then content is empty and metadata null
ALTER TABLE chat_messages_realtime
    ADD COLUMN message_number bigint,
    ADD COLUMN mentions       uuid[],
    ADD COLUMN edited_at      timestamptz,
    ADD COLUMN edited_by      uuid,
    ADD COLUMN deleted_at     timestamptz,
    ADD COLUMN deleted_by     uuid,
    ADD COLUMN key_id         text,
    ADD COLUMN ciphertext     bytea;

-- What is in a timeline beside the messages. A change of a message is told by its seq, never by a copy of its content: so
-- an edit or a deletion leaves nothing behind here.
CREATE TABLE session_events (
    session_id  uuid NOT NULL REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    seq         bigint NOT NULL,
    event       text NOT NULL,                 -- message_updated, message_deleted, reaction, session_updated
    user_id     uuid,                          -- who did it; null for the house
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
CREATE INDEX message_reactions_user ON message_reactions (user_id);

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

CREATE TABLE user_blocks (
    user_id    uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    blocked_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, blocked_id)
);

-- Finds the members whom an @name means.
CREATE INDEX accounts_display_name ON accounts (lower(display_name));

-- What tells a right key from a wrong one of the same id, before anything is read or written with it.
CREATE TABLE encryption_keys (
    key_id      text PRIMARY KEY,
    fingerprint bytea NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);
-- The messages that a rotation has still to go through.
CREATE INDEX chat_messages_history_key ON chat_messages_history (key_id, session_id, seq) WHERE key_id IS NOT NULL;

-- How many members a session has, beside it: counting 10,000 rows for each session of a list is not cheap. Triggers keep
-- it, because nodes of the previous version also add and remove members while this one is rolled out.
ALTER TABLE user_chat_sessions ADD COLUMN member_count integer NOT NULL DEFAULT 0;

CREATE FUNCTION count_session_members() RETURNS trigger LANGUAGE plpgsql AS $$
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
-- After the triggers, whose creation waits for open transactions of the previous version and keeps new ones out.
UPDATE user_chat_sessions s SET member_count = c.members
FROM (SELECT session_id, count(*) AS members FROM session_members GROUP BY session_id) c
WHERE s.session_id = c.session_id;

-- The members in the order in which they joined: a page of them, and the first hundred that come with a session.
CREATE INDEX session_members_joined ON session_members (session_id, joined_at, user_id);
