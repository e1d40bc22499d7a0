-- Finds the recent rows that a crash of PostgreSQL took from the hot table: without it, each archive run would read the
-- month's whole partition to see that none is missing. Times only grow, so new entries go to one end of the tree.
CREATE INDEX chat_messages_history_timestamp ON chat_messages_history (timestamp);

-- As before, but safe from two nodes at once: to_regclass answers from a cache that may not yet know what another
-- transaction has just committed, while a query of the catalog, after the lock, sees it.
CREATE OR REPLACE FUNCTION create_history_partition(month date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    first_day date := date_trunc('month', month)::date;
    next_month date := (date_trunc('month', month) + interval '1 month')::date;
    name text := format('chat_messages_history_%s', to_char(first_day, 'YYYY_MM'));
    lower_bound timestamptz := first_day::timestamp AT TIME ZONE 'UTC';
    upper_bound timestamptz := next_month::timestamp AT TIME ZONE 'UTC';
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('create_history_partition'));
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
