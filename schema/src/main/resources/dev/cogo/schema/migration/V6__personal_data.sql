-- Personal data (owner: chat) ---------------------------------------------------------------------------------------
-- What the law lets a user ask for, a copy of their data and its erasure, as jobs: a row before it is work, under a lease, so
-- that a node that dies leaves it to another.

CREATE TABLE personal_jobs (
    id              uuid PRIMARY KEY,
    user_id         uuid NOT NULL,
    kind            text NOT NULL,             -- export, erasure
    status          text NOT NULL,             -- running, done
    section         integer NOT NULL DEFAULT 0, -- of an export: which is being written
    cursor          text,                      -- where the work goes on
    items           bigint NOT NULL DEFAULT 0, -- of an export: what the section holds so far
    parts           integer NOT NULL DEFAULT 0,
    bytes           bigint NOT NULL DEFAULT 0,
    attempts        integer NOT NULL DEFAULT 0, -- that failed since it last got on
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    lease_owner     text,
    lease_until     timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz                -- of a finished export: when it is thrown away
);
-- One of a kind at a time; the second request finds the first.
CREATE UNIQUE INDEX personal_jobs_running ON personal_jobs (user_id, kind) WHERE status = 'running';
CREATE INDEX personal_jobs_due ON personal_jobs (next_attempt_at) WHERE status = 'running';
CREATE INDEX personal_jobs_user ON personal_jobs (user_id);
CREATE INDEX personal_jobs_expires_at ON personal_jobs (expires_at) WHERE expires_at IS NOT NULL;

-- One after the other they are a JSON document. What was said in encrypted sessions is in it: so it is sealed where there is
-- a key to seal with.
CREATE TABLE export_parts (
    export_id  uuid NOT NULL REFERENCES personal_jobs (id) ON DELETE CASCADE,
    part       integer NOT NULL,
    text       text,
    key_id     text,                           -- then text is null
    ciphertext bytea,
    PRIMARY KEY (export_id, part)
);

-- Who has left which session, with messages of theirs perhaps still in it: history has no index by user, which every message
-- would have to pay for. A trigger keeps it, because nodes of the previous version also remove members.
CREATE TABLE former_members (
    user_id    uuid NOT NULL,
    session_id uuid NOT NULL REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, session_id)
);
CREATE INDEX former_members_session ON former_members (session_id);

CREATE FUNCTION keep_former_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The join: when a session goes, its members go with it, and nothing of it is to stay.
    INSERT INTO former_members (user_id, session_id)
    SELECT gone.user_id, gone.session_id FROM gone JOIN user_chat_sessions USING (session_id)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER session_members_left AFTER DELETE ON session_members
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION keep_former_members();
-- Who left before this version did.
INSERT INTO former_members (user_id, session_id)
SELECT DISTINCT h.user_id, h.session_id FROM chat_messages_history h JOIN user_chat_sessions s USING (session_id)
WHERE h.user_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM session_members m WHERE m.session_id = h.session_id AND m.user_id = h.user_id)
ON CONFLICT DO NOTHING;

-- By user and in pages; the first of them replaces an index of its first column.
CREATE INDEX message_reactions_of_user ON message_reactions (user_id, session_id, message_seq, emoji);
DROP INDEX message_reactions_user;
CREATE INDEX session_invites_created_by ON session_invites (created_by);
CREATE INDEX user_blocks_blocked ON user_blocks (blocked_id);
CREATE INDEX ai_jobs_user ON ai_jobs (user_id);
CREATE INDEX ai_response_logs_user ON ai_response_logs (user_id, id);
CREATE INDEX agent_tasks_user ON agent_tasks (user_id, id);
