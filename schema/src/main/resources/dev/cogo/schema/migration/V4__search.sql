-- Search (owner: chat) ------------------------------------------------------------------------------------------------
-- The words of messages, apart from the messages: filled behind the writer's back, and empty at first. The terms are made
-- by the program, not by one of PostgreSQL's dictionaries, none of which knows Korean or Japanese.
CREATE TABLE message_search (
    session_id uuid NOT NULL REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    seq        bigint NOT NULL,
    id         uuid NOT NULL,
    timestamp  timestamptz NOT NULL,
    terms      tsvector NOT NULL,              -- empty for a deleted message
    PRIMARY KEY (session_id, seq)
);
-- A search reads what is pending one by one: keep it short.
CREATE INDEX message_search_terms ON message_search USING gin (terms) WITH (gin_pending_list_limit = 512);

-- How far history is indexed, by time and id: from the first start on, and from there back, to what was imported. A minute
-- earlier, so that everything before has been committed.
CREATE TABLE message_search_progress (
    direction text PRIMARY KEY,                -- forward, back
    timestamp timestamptz NOT NULL,
    id        uuid NOT NULL
);
INSERT INTO message_search_progress (direction, timestamp, id)
SELECT direction, now() - interval '1 minute', '00000000-0000-0000-0000-000000000000'
FROM unnest(ARRAY['forward', 'back']) AS direction;
