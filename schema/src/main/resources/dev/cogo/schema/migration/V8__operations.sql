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

-- That each node can write, which it tries all the time (owner: node). Small, and changed for ever: with room in its page an update
-- touches no index and leaves nothing behind.
CREATE TABLE node_heartbeats (
    node_id text PRIMARY KEY,
    beat_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- What was taken over from a former system, and when: never twice.
CREATE TABLE imports (
    source      text PRIMARY KEY,              -- the schema that it was read in
    imported_at timestamptz NOT NULL DEFAULT now(),
    accounts    bigint NOT NULL DEFAULT 0,
    sessions    bigint NOT NULL DEFAULT 0,
    messages    bigint NOT NULL DEFAULT 0
);
