-- In the migration's own transaction: what it has made is never open.
SELECT close_to_others();
