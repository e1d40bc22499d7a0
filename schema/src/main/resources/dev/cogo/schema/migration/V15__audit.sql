-- The security log as rows (owner: who writes it; the archive keeps its partitions) ------------------------------------

-- A row is a line of the log. A partition is a month, so that what is old goes without a row being deleted.
CREATE TABLE audit_log (
    id      uuid NOT NULL,                 -- version 7, of the same moment
    at      timestamptz NOT NULL,
    event   text NOT NULL,
    outcome text NOT NULL,                 -- done, refused
    reason  text,                          -- of a refusal, an error's code; of ended logins, why
    actor   text,                          -- a user's id
    target  text,                          -- a user's id, or what was done
    user_id text,                          -- the account that an operator worked on
    account text,                          -- the beginning of an address's hash
    address text,
    request text,                          -- as in the log, and in the answer's X-Request-Id
    details jsonb NOT NULL,                -- what else the line says
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
CREATE INDEX audit_log_event ON audit_log (event, at, id);
CREATE INDEX audit_log_actor ON audit_log (actor, at, id) WHERE actor IS NOT NULL;
CREATE INDEX audit_log_target ON audit_log (target, at, id) WHERE target IS NOT NULL;
CREATE INDEX audit_log_user ON audit_log (user_id, at, id) WHERE user_id IS NOT NULL;
CREATE INDEX audit_log_account ON audit_log (account, at, id) WHERE account IS NOT NULL;
CREATE TABLE audit_log_default PARTITION OF audit_log DEFAULT;

-- Makes the partition of a month unless it is there.
CREATE FUNCTION create_audit_partition(month date) RETURNS boolean LANGUAGE sql SET search_path FROM CURRENT AS $$
    SELECT create_log_partition(
        'audit_log', 'at', 'audit_log_' || to_char(month, 'YYYY_MM'),
        date_trunc('month', month)::date, (date_trunc('month', month) + interval '1 month')::date)
$$;

SELECT create_audit_partition((now() AT TIME ZONE 'UTC')::date);
