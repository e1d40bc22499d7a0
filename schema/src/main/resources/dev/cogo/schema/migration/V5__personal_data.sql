-- Personal data (owner: chat) ---------------------------------------------------------------------------------------
-- What the law lets a user ask for, a copy of their data and its erasure, as jobs: a row before it is work, under a lease, so
-- that a node that dies leaves it to another.

CREATE TABLE personal_jobs (
    id              uuid PRIMARY KEY,
    user_id         uuid NOT NULL,
    kind            text NOT NULL,             -- export, erasure
    status          text NOT NULL,             -- running, done
    section         integer NOT NULL DEFAULT 0, -- of an export: which is being written
    cursor          text,                      -- where the work goes on
    items           bigint NOT NULL DEFAULT 0, -- of an export: what the section holds so far
    parts           integer NOT NULL DEFAULT 0,
    bytes           bigint NOT NULL DEFAULT 0,
    attempts        integer NOT NULL DEFAULT 0, -- begun since it last got on
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    lease_owner     text,
    lease_until     timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz                -- of a finished export: when it is thrown away
);
-- One of a kind at a time; the second request finds the first.
CREATE UNIQUE INDEX personal_jobs_running ON personal_jobs (user_id, kind) WHERE status = 'running';
CREATE INDEX personal_jobs_due ON personal_jobs (greatest(next_attempt_at, lease_until)) WHERE status = 'running';
CREATE INDEX personal_jobs_user ON personal_jobs (user_id);
CREATE INDEX personal_jobs_expires_at ON personal_jobs (expires_at) WHERE expires_at IS NOT NULL;

-- One after the other they are a JSON document. What was said in encrypted sessions is in it: so it is sealed where there is
-- a key to seal with.
CREATE TABLE export_parts (
    export_id  uuid NOT NULL REFERENCES personal_jobs (id) ON DELETE CASCADE,
    part       integer NOT NULL,
    text       text,
    key_id     text,                           -- then text is null
    ciphertext bytea,
    PRIMARY KEY (export_id, part)
);

