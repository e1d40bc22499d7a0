-- Retention (owner: archive; holds: chat) -----------------------------------------------------------------------------

-- A session of which nothing may get lost until an operator says so. No cascade: such a session can't be deleted.
CREATE TABLE session_holds (
    session_id uuid PRIMARY KEY REFERENCES user_chat_sessions (session_id),
    reason     text NOT NULL,
    held_by    uuid,                           -- the operator; null: by a command
    held_at    timestamptz NOT NULL DEFAULT now()
);

-- What a message of a session on hold was before somebody changed, took back or erased it. It goes with the hold.
CREATE TABLE held_messages (
    session_id uuid NOT NULL REFERENCES session_holds (session_id) ON DELETE CASCADE,
    seq        bigint NOT NULL,
    kept_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    message    jsonb NOT NULL                  -- the row
);
CREATE INDEX held_messages_session ON held_messages (session_id, seq, kept_at);

-- In the database, so that whoever changes messages can't forget it. Inserts, which are many, do not pay for it.
CREATE FUNCTION keep_held_message() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO held_messages (session_id, seq, message)
    SELECT OLD.session_id, OLD.seq, to_jsonb(OLD) FROM session_holds h WHERE h.session_id = OLD.session_id;
    RETURN NULL;
END $$;
CREATE TRIGGER chat_messages_history_held_update AFTER UPDATE ON chat_messages_history FOR EACH ROW
    WHEN (OLD.edited_at IS DISTINCT FROM NEW.edited_at OR OLD.deleted_at IS DISTINCT FROM NEW.deleted_at
        OR OLD.content <> NEW.content OR OLD.metadata IS DISTINCT FROM NEW.metadata)
    EXECUTE FUNCTION keep_held_message();
CREATE TRIGGER chat_messages_history_held_delete AFTER DELETE ON chat_messages_history FOR EACH ROW
    EXECUTE FUNCTION keep_held_message();

-- Sessions that an operator has sent away: some node empties them and lets them go.
CREATE TABLE session_deletions (
    session_id uuid PRIMARY KEY REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    asked_at   timestamptz NOT NULL DEFAULT now()
);

-- Files that old messages were written into before they went.
CREATE TABLE archive_files (
    id         uuid PRIMARY KEY,
    name       text NOT NULL UNIQUE,           -- in ARCHIVE_FOLDER
    messages   bigint NOT NULL,
    bytes      bigint NOT NULL,
    sha256     text NOT NULL,                  -- of the file, in hexadecimal
    written_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE archive_file_sessions (
    file_id    uuid NOT NULL REFERENCES archive_files (id) ON DELETE CASCADE,
    session_id uuid NOT NULL,                  -- may be gone by now
    first_seq  bigint NOT NULL,
    last_seq   bigint NOT NULL,
    messages   bigint NOT NULL,
    PRIMARY KEY (file_id, session_id)
);
CREATE INDEX archive_file_sessions_session ON archive_file_sessions (session_id, first_seq);

-- Drops the months of history that had ended before a moment and in which nothing is left; how many. Whoever would have to wait for
-- readers of history leaves it to the next run: nobody writes into months that are so old.
CREATE FUNCTION drop_empty_history_partitions(before timestamptz) RETURNS integer
    LANGUAGE plpgsql SET search_path FROM CURRENT SET lock_timeout = '200ms' AS $$
DECLARE
    name text;
    empty boolean;
    dropped integer := 0;
BEGIN
    FOR name IN
        SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = 'chat_messages_history'::regclass
          -- The default partition has no bounds, so this is null for it.
          AND substring(pg_get_expr(relpartbound, inhrelid) FROM $re$TO \('([^']+)'\)$re$)::timestamptz <= before
    LOOP
        EXECUTE format('SELECT NOT EXISTS (SELECT FROM %I)', name) INTO empty;
        CONTINUE WHEN NOT empty;
        BEGIN
            EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', name);
            EXECUTE format('SELECT NOT EXISTS (SELECT FROM %I)', name) INTO empty;
            IF empty THEN
                EXECUTE format('DROP TABLE %I', name);
                dropped := dropped + 1;
            END IF;
        EXCEPTION WHEN lock_not_available THEN
            RETURN dropped;
        END;
    END LOOP;
    RETURN dropped;
END $$;

-- The partitions of a log that had ended before a moment.
CREATE FUNCTION expired_log_partitions(log text, before timestamptz) RETURNS SETOF text
    LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
    SELECT relname::text FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
    WHERE inhparent = log::regclass
      AND substring(pg_get_expr(relpartbound, inhrelid) FROM $re$TO \('([^']+)'\)$re$)::timestamptz <= before
    ORDER BY relname
$$;
