-- The seed's tables as somebody might have made them by hand: numbers and texts as ids, times without zone, JSON of both
-- kinds, history in one piece with numbers of its own, and values that nobody planned for.

CREATE TABLE user_chat_sessions (
    id bigserial PRIMARY KEY, session_id text, user_id text, created_at timestamp DEFAULT now(), last_activity timestamp);
INSERT INTO user_chat_sessions (session_id, user_id, created_at, last_activity) VALUES
    ('room-1', 'minji', '2026-02-01', '2026-02-03'),
    ('room-1', 'bob', '2026-02-02', '2026-02-03'),
    ('room-2', 'carol', '2026-02-04', NULL),
    (NULL, 'dave', '2026-02-05', NULL);

CREATE TABLE chat_messages_realtime (
    id bigserial PRIMARY KEY, session_id text, user_id text, content text, message_type text, metadata json,
    timestamp timestamp);
CREATE TABLE chat_messages_history (
    id bigserial PRIMARY KEY, session_id text, user_id text, content text, message_type text, metadata json,
    timestamp timestamp, archived_at timestamp DEFAULT now());

-- 60 lines, one a second, so that the order of ids as texts (1, 10, 11, 2) would be wrong for those of one second.
INSERT INTO chat_messages_history (session_id, user_id, content, message_type, timestamp)
SELECT 'room-1', CASE n % 2 WHEN 0 THEN 'minji' ELSE 'bob' END, 'line ' || n, 'text',
       timestamp '2026-02-02 12:00:00' + (n / 20) * interval '1 second'
FROM generate_series(1, 60) AS n;
-- The hot table still holds the last 20 under the same numbers, and has 5 more.
INSERT INTO chat_messages_realtime (id, session_id, user_id, content, message_type, timestamp)
SELECT id, session_id, user_id, content, message_type, timestamp FROM chat_messages_history WHERE id > 40;
INSERT INTO chat_messages_realtime (id, session_id, user_id, content, message_type, timestamp)
SELECT n, 'room-1', 'bob', 'line ' || n, 'text', '2026-02-02 12:01:00' FROM generate_series(61, 65) AS n;
-- Numbers that stand in both tables for different messages.
INSERT INTO chat_messages_realtime (id, session_id, user_id, content, message_type, timestamp) VALUES
    (1, 'room-2', 'carol', 'another 1', 'text', '2026-02-05 00:00:00'),
    (2, 'room-2', 'carol', 'line 2', 'text', '2026-02-05 00:00:01'),
    (3, 'room-2', 'assistant', 'an answer', 'ai_response', '2026-02-05 00:00:02'),
    (4, 'room-2', 'assistant', 'a bare word', 'assistant', '2026-02-05 00:00:03'),
    (5, NULL, 'erin', 'nowhere', 'text', '2026-02-05 00:00:04'),
    (6, NULL, NULL, 'nowhere and nobody', NULL, '2026-02-05 00:00:05'),
    (7, '', '', '', '', '-infinity'),
    (8, 'room-2', 'carol', 'eternal', 'text', 'infinity');
UPDATE chat_messages_realtime SET metadata = '["a", 1]' WHERE id = 1;
UPDATE chat_messages_realtime SET metadata = '{"b": null}' WHERE id = 2;

CREATE TABLE user_language_preferences (id bigserial PRIMARY KEY, user_id text, language text);
INSERT INTO user_language_preferences (user_id, language) VALUES
    ('minji', 'ko'), ('minji', 'ko'), ('bob', 'pt-br'), ('carol', '???'), (NULL, 'en'), ('frank', 'zh-hant-tw');

CREATE TABLE ai_response_logs (id bigserial PRIMARY KEY, user_id text, model text, response_time text, created_at text);
INSERT INTO ai_response_logs (user_id, model, response_time, created_at) VALUES
    ('minji', 'gemini-2.5-flash-lite', '12.6', '1769990400000'), ('bob', NULL, 'fast', 'yesterday-ish');

CREATE TABLE function_metrics (function_name text, execution_time numeric, errors jsonb, timestamp bigint);
INSERT INTO function_metrics VALUES ('chat-gateway', 12.4, '["boom"]', 1769990400), ('chat-gateway', 12.4, '["boom"]', 1769990400);
