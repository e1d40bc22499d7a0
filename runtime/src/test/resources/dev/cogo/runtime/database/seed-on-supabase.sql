-- The seed's tables as they would stand in a Supabase project: UUIDs, time zones, policies, users in the schema auth.

CREATE SCHEMA auth;
CREATE TABLE auth.users (
    id uuid PRIMARY KEY,
    email varchar(255),
    encrypted_password varchar(255),
    email_confirmed_at timestamptz,
    banned_until timestamptz,
    deleted_at timestamptz,
    is_sso_user boolean NOT NULL DEFAULT false,
    raw_user_meta_data jsonb,
    created_at timestamptz
);
INSERT INTO auth.users (id, email, encrypted_password, email_confirmed_at, banned_until, deleted_at, is_sso_user, raw_user_meta_data, created_at)
VALUES
    ('a0000000-0000-4000-8000-000000000001', 'Minji@Example.org', '$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy', '2026-01-01', NULL, NULL, false, '{"name": "Minji"}', '2026-01-01 09:00:00+09'),
    ('a0000000-0000-4000-8000-000000000002', 'bob@example.org', '$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWz', '2026-01-02', NULL, NULL, false, NULL, '2026-01-02'),
    ('a0000000-0000-4000-8000-000000000003', 'bob@example.org', NULL, '2026-01-03', NULL, NULL, true, '{"full_name": "Bob (SSO)"}', '2026-01-03'),
    ('a0000000-0000-4000-8000-000000000004', 'operator@example.org', '$2a$10$stranger', NULL, NULL, NULL, false, NULL, '2026-01-04'),
    ('a0000000-0000-4000-8000-000000000005', 'banned@example.org', '$2a$10$banned', '2026-01-05', now() + interval '1 year', NULL, false, NULL, '2026-01-05'),
    ('a0000000-0000-4000-8000-000000000006', 'gone@example.org', '$2a$10$gone', '2026-01-05', NULL, '2026-02-01', false, NULL, '2026-01-05'),
    ('a0000000-0000-4000-8000-000000000007', 'quiet@example.org', '$2a$10$quiet', '2026-01-06', NULL, NULL, false, NULL, '2026-01-06');

-- Minji is logged in twice, and has refreshed once; Bob has signed out; the banned one has not.
CREATE TABLE auth.refresh_tokens (
    id bigserial PRIMARY KEY,
    token varchar(255) UNIQUE,
    user_id varchar(255),
    revoked boolean,
    created_at timestamptz,
    parent varchar(255),
    session_id uuid
);
INSERT INTO auth.refresh_tokens (token, user_id, revoked, created_at, parent, session_id) VALUES
    ('minji0000001', 'a0000000-0000-4000-8000-000000000001', true, '2026-03-01 10:00:00+00', NULL, 'd0000000-0000-4000-8000-000000000001'),
    ('minji0000002', 'a0000000-0000-4000-8000-000000000001', false, '2026-03-01 11:00:00+00', 'minji0000001', 'd0000000-0000-4000-8000-000000000001'),
    ('minji0000003', 'a0000000-0000-4000-8000-000000000001', false, '2026-03-02 11:00:00+00', NULL, 'd0000000-0000-4000-8000-000000000002'),
    ('bob000000001', 'a0000000-0000-4000-8000-000000000002', true, '2026-03-01 10:00:00+00', NULL, 'd0000000-0000-4000-8000-000000000003'),
    ('banned000001', 'a0000000-0000-4000-8000-000000000005', false, '2026-03-01 10:00:00+00', NULL, 'd0000000-0000-4000-8000-000000000004');

CREATE TABLE user_chat_sessions (
    session_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES auth.users (id),
    title text,
    language varchar(10),
    created_at timestamptz DEFAULT now(),
    last_activity timestamptz DEFAULT now()
);
INSERT INTO user_chat_sessions VALUES
    ('b0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'Lighthouse trip', 'ko', '2026-02-01', '2026-02-01'),
    ('b0000000-0000-4000-8000-000000000002', 'a0000000-0000-4000-8000-000000000007', NULL, NULL, '2026-03-01', '2026-03-02');

CREATE UNLOGGED TABLE chat_messages_realtime (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    session_id uuid NOT NULL,
    user_id uuid,
    content text,
    message_type varchar(20) DEFAULT 'text',
    metadata jsonb DEFAULT '{}',
    timestamp timestamptz DEFAULT now()
);
ALTER TABLE chat_messages_realtime ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_messages ON chat_messages_realtime USING (false);

CREATE TABLE chat_messages_history (
    LIKE chat_messages_realtime INCLUDING DEFAULTS,
    archived_at timestamptz DEFAULT now(),
    PRIMARY KEY (id, timestamp)
) PARTITION BY RANGE (timestamp);
CREATE TABLE chat_messages_history_2026_02 PARTITION OF chat_messages_history FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
CREATE TABLE chat_messages_history_2026_03 PARTITION OF chat_messages_history FOR VALUES FROM ('2026-03-01') TO ('2026-04-01');
CREATE TABLE chat_messages_history_default PARTITION OF chat_messages_history DEFAULT;

INSERT INTO chat_messages_history (id, session_id, user_id, content, message_type, metadata, timestamp) VALUES
    ('c0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'first', 'text', '{"color": "red"}', '2026-02-02 10:00:00+00'),
    ('c0000000-0000-4000-8000-000000000002', 'b0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000002', '둘째 🗼', 'text', NULL, '2026-02-02 10:00:01+00'),
    -- said to Minji, not by her
    ('c0000000-0000-4000-8000-000000000003', 'b0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'Hello, Minji', 'ai_greeting', '{"model": "gemini"}', '2026-02-02 10:00:02+00'),
    ('c0000000-0000-4000-8000-000000000004', 'b0000000-0000-4000-8000-000000000001', NULL, 'counted', 'agent_result', NULL, '2026-03-31 23:59:59.999+00'),
    ('c0000000-0000-4000-8000-000000000005', 'b0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000002', 'a picture', 'image', NULL, '2026-04-01 00:00:00+00'),
    -- a session without a row of its own, and a writer whom auth.users does not know
    ('c0000000-0000-4000-8000-000000000006', 'b0000000-0000-4000-8000-000000000003', 'a0000000-0000-4000-8000-00000000000f', 'alone', 'text', NULL, '2026-03-05 00:00:00+00'),
    -- a clock that was wrong
    ('c0000000-0000-4000-8000-000000000007', 'b0000000-0000-4000-8000-000000000003', 'a0000000-0000-4000-8000-00000000000f', 'from the future', 'text', NULL, '2199-01-01 00:00:00+00');

INSERT INTO chat_messages_realtime (id, session_id, user_id, content, message_type, timestamp) VALUES
    -- in both tables
    ('c0000000-0000-4000-8000-000000000002', 'b0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000002', '둘째 🗼', 'text', '2026-02-02 10:00:01+00'),
    -- in both, archived under another id
    ('c0000000-0000-4000-8000-0000000000f1', 'b0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'first', 'text', '2026-02-02 10:00:00+00'),
    -- the same id, but somebody changed the text: both texts are kept
    ('c0000000-0000-4000-8000-000000000006', 'b0000000-0000-4000-8000-000000000003', 'a0000000-0000-4000-8000-00000000000f', 'alone (changed)', 'text', '2026-03-05 00:00:00+00'),
    -- a batch with the same text twice
    ('c0000000-0000-4000-8000-000000000011', 'b0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'ok', 'text', '2026-04-02 00:00:00+00'),
    ('c0000000-0000-4000-8000-000000000012', 'b0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'ok', 'text', '2026-04-02 00:00:00+00'),
    ('c0000000-0000-4000-8000-000000000013', 'b0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', NULL, NULL, '2026-04-02 00:00:01+00'),
    ('c0000000-0000-4000-8000-000000000014', 'b0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'no time', 'text', NULL),
    ('c0000000-0000-4000-8000-000000000015', 'b0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'just now', 'text', now() - interval '1 hour'),
    ('c0000000-0000-4000-8000-000000000016', 'b0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', repeat('long ', 20000), 'text', '2026-04-03 00:00:00+00');
-- and one of that batch had been archived already
INSERT INTO chat_messages_history (id, session_id, user_id, content, message_type, timestamp)
SELECT id, session_id, user_id, content, message_type, timestamp FROM chat_messages_realtime
WHERE id = 'c0000000-0000-4000-8000-000000000012';

CREATE TABLE user_language_preferences (
    user_id uuid PRIMARY KEY, preferred_language varchar(10), updated_at timestamptz DEFAULT now());
INSERT INTO user_language_preferences VALUES
    ('a0000000-0000-4000-8000-000000000001', 'ko_kr', '2026-02-01'),
    ('a0000000-0000-4000-8000-000000000002', 'en', '2026-02-01');

CREATE TABLE ai_response_logs (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), session_id uuid, user_id uuid, response_type text, language varchar(10),
    model_name text, prompt_tokens integer, completion_tokens integer, tokens_used integer, response_time_ms integer,
    cached boolean, error_message text, created_at timestamptz DEFAULT now());
INSERT INTO ai_response_logs VALUES
    ('d0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'ai_greeting', 'ko', 'gemini-2.0-flash-exp', 10, 20, 30, 456, true, NULL, '2026-02-02'),
    ('d0000000-0000-4000-8000-000000000002', NULL, NULL, 'ai_response', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'quota', '2026-02-03');

CREATE UNLOGGED TABLE ai_response_cache (
    prompt_hash varchar(64) PRIMARY KEY, language varchar(10), response_content text,
    created_at timestamp DEFAULT now(), expires_at timestamp DEFAULT now() + interval '1 hour');
INSERT INTO ai_response_cache (prompt_hash, language, response_content) VALUES ('00', 'ko', '안녕');

CREATE TABLE function_metrics (
    id bigserial PRIMARY KEY, function_name text, execution_time integer, db_queries integer, ai_requests integer,
    errors integer, timestamp timestamptz);
INSERT INTO function_metrics (function_name, execution_time, db_queries, ai_requests, errors, timestamp)
SELECT 'chat-gateway', n, 2, 1, 0, '2026-02-02' FROM generate_series(1, 50) AS n;

CREATE VIEW chat_analytics AS
SELECT date_trunc('hour', timestamp) AS hour, count(*) AS message_count FROM chat_messages_realtime GROUP BY hour;
