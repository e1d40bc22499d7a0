-- A database that a Supabase version of this chat has used already holds tables of these names, in a form that is not
-- known exactly (the design names columns, not types). They are moved as they are, with their partitions, indexes and
-- sequences, to the schema "seed"; V3 copies their rows. Nothing is dropped.
DO $$
DECLARE
    seed_table text;
    partition record;
    found boolean := false;
BEGIN
    FOREACH seed_table IN ARRAY ARRAY[
        'chat_messages_realtime', 'chat_messages_history', 'user_chat_sessions', 'user_language_preferences',
        'ai_response_logs', 'ai_response_cache', 'function_metrics', 'chat_analytics']
    LOOP
        CONTINUE WHEN to_regclass(format('%I.%I', current_schema(), seed_table)) IS NULL;
        IF NOT found THEN
            CREATE SCHEMA IF NOT EXISTS seed;
            found := true;
        END IF;
        IF (SELECT relkind FROM pg_class WHERE oid = to_regclass(format('%I.%I', current_schema(), seed_table))) = 'v' THEN
            EXECUTE format('ALTER VIEW %I SET SCHEMA seed', seed_table);
            CONTINUE;
        END IF;
        FOR partition IN
            SELECT relid::regclass AS name FROM pg_partition_tree(to_regclass(format('%I.%I', current_schema(), seed_table)))
            WHERE level > 0
        LOOP
            EXECUTE format('ALTER TABLE %s SET SCHEMA seed', partition.name);
        END LOOP;
        EXECUTE format('ALTER TABLE %I SET SCHEMA seed', seed_table);
    END LOOP;
END $$;
