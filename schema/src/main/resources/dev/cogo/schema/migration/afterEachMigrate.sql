-- In the migration's own transaction: what it has made is never open.
DO $$
BEGIN
    PERFORM close_to_others();
END $$;
