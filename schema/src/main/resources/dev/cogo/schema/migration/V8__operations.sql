-- Operations (owner: archive) ---------------------------------------------------------------------------------------

-- A row is one request, or an operation's calls in a minute on an event loop of a gateway. A partition is a day, so that what is
-- old goes without a row being deleted.
CREATE TABLE function_metrics (
    function_name  text NOT NULL,
    execution_time integer NOT NULL,           -- milliseconds, of a call on average
    db_queries     integer NOT NULL,
    ai_requests    integer NOT NULL,
    errors         integer NOT NULL,
    timestamp      timestamptz NOT NULL DEFAULT now(),
    calls          integer NOT NULL DEFAULT 1
) PARTITION BY RANGE (timestamp);
CREATE INDEX function_metrics_timestamp ON function_metrics (timestamp);
CREATE TABLE function_metrics_default PARTITION OF function_metrics DEFAULT;

-- Makes a partition of a log, a table that is partitioned by times in UTC, unless it is there; true when it made one. Safe to call
-- from several nodes at once. What lies in the table's default partition and belongs here moves.
CREATE FUNCTION create_log_partition(log text, time_column text, name text, first_day date, end_day date) RETURNS boolean
    LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    lower_bound timestamptz := first_day::timestamp AT TIME ZONE 'UTC';
    upper_bound timestamptz := end_day::timestamp AT TIME ZONE 'UTC';
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('create_log_partition ' || log));
    PERFORM FROM pg_class WHERE relname = name AND relnamespace = current_schema()::regnamespace;
    IF FOUND THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name, log);
    PERFORM close_to_others();
    -- A row in the default partition that belongs here would make ATTACH fail.
    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', log || '_default');
    EXECUTE format(
        'WITH moved AS (DELETE FROM %1$I WHERE %2$I >= %3$L AND %2$I < %4$L RETURNING *) INSERT INTO %5$I SELECT * FROM moved',
        log || '_default', time_column, lower_bound, upper_bound, name);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', log, name, lower_bound, upper_bound);
    RETURN true;
END $$;

-- Drops the partitions of a log that had ended before a moment; how many.
CREATE FUNCTION drop_log_partitions(log text, before timestamptz) RETURNS integer
    LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    name text;
    dropped integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('create_log_partition ' || log));
    FOR name IN
        SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = log::regclass
          -- The default partition has no bounds, so this is null for it.
          AND substring(pg_get_expr(relpartbound, inhrelid) FROM $re$TO \('([^']+)'\)$re$)::timestamptz <= before
    LOOP
        EXECUTE format('DROP TABLE %I', name);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END $$;

-- Makes the partition of a day unless it is there.
CREATE FUNCTION create_metrics_partition(day date) RETURNS boolean LANGUAGE sql SET search_path FROM CURRENT AS $$
    SELECT create_log_partition(
        'function_metrics', 'timestamp', 'function_metrics_' || to_char(day, 'YYYY_MM_DD'), day, day + 1)
$$;

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

-- What comes back by the clock, on one node of the cluster at a time (owner: each task's role): leased work like any other.
CREATE TABLE periodic_tasks (
    id              uuid PRIMARY KEY,          -- made of the name
    name            text NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    lease_owner     text,
    lease_until     timestamptz
);

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

-- Nodes of the cluster (owner: node) ------------------------------------------------------------------------------------
-- Each signs every second, with the others that it hears on the bus: by this the nodes know of one that is there and is not
-- heard, or does not hear. Few rows, and nothing that a crash could cost.

CREATE UNLOGGED TABLE cluster_nodes (
    node  text PRIMARY KEY,
    seen  timestamptz NOT NULL,
    hears text[] NOT NULL
) WITH (fillfactor = 50);
