-- When users were last on a session's channel, for those who are not there now. Written in batches; losing the last few
-- seconds of it does no harm.
--
-- Who is there now is in the memory of the channels' homes. The table session_presence is used no more; it stays, because nodes
-- of the previous version need it while they run beside this one, and a later release drops it.

CREATE TABLE user_last_seen (
    user_id   uuid PRIMARY KEY,
    last_seen timestamptz NOT NULL
);
