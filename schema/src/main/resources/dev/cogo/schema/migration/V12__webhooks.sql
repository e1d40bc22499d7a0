-- Webhooks (owner: agent bridge) -------------------------------------------------------------------------------------

-- An endpoint is leased as a whole: one node delivers to it, one delivery at a time, so a receiver that hangs costs one place.
CREATE TABLE webhook_endpoints (
    id              uuid PRIMARY KEY,
    url             text,                         -- null: each of its deliveries knows where it goes
    description     text,
    user_id         uuid UNIQUE,                  -- whose receivers these are; null for an endpoint of operators
    events          text[] NOT NULL,              -- which it wants; empty for all
    session_ids     uuid[],                       -- of which sessions; null for all
    enabled         boolean NOT NULL,
    disabled_reason text,                         -- why the server gave it up
    listens         boolean NOT NULL DEFAULT false, -- whether it hears of messages: then it is due each second
    pending         boolean NOT NULL DEFAULT false, -- whether there is something to deliver, or to look for
    attempts        integer NOT NULL DEFAULT 0,   -- of the lease's work, not of deliveries
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    lease_owner     text,
    lease_until     timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhook_endpoints_due ON webhook_endpoints (greatest(next_attempt_at, lease_until))
    WHERE enabled AND pending AND user_id IS NULL;
-- What users name is delivered to by places of its own, so that it takes none of the operators' endpoints.
CREATE INDEX webhook_endpoints_users_due ON webhook_endpoints (greatest(next_attempt_at, lease_until))
    WHERE enabled AND pending AND user_id IS NOT NULL;

-- As those of agents: nothing here lets anybody sign.
CREATE TABLE webhook_secrets (
    id          uuid PRIMARY KEY,
    endpoint_id uuid NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
    created_at  timestamptz NOT NULL DEFAULT now(),
    ends_at     timestamptz
);
CREATE INDEX webhook_secrets_endpoint ON webhook_secrets (endpoint_id, id);

CREATE TABLE webhook_deliveries (
    id              uuid PRIMARY KEY,             -- what the receiver knows it by, over all attempts
    endpoint_id     uuid NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
    event_key       text NOT NULL,                -- what happened: told once to each endpoint
    type            text NOT NULL,
    payload         text,                         -- as it is signed; null: of a message, and made when it is told
    session_id      uuid REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE, -- where the message is
    seq             bigint,                       -- of what happened to it
    status          text NOT NULL DEFAULT 'open', -- open, delivered, failed
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    last_status     integer,                      -- of HTTP
    last_error      text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    ended_at        timestamptz,
    UNIQUE (endpoint_id, event_key)
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint_id, next_attempt_at) WHERE status = 'open';
CREATE INDEX webhook_deliveries_log ON webhook_deliveries (endpoint_id, id DESC);
CREATE INDEX webhook_deliveries_session ON webhook_deliveries (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX webhook_deliveries_ended ON webhook_deliveries (ended_at) WHERE status <> 'open';

-- How far the timeline of a session has come for an endpoint that hears of its messages. The timeline is what waits: a busy session
-- makes no more rows here than are being told.
CREATE TABLE webhook_positions (
    endpoint_id uuid NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
    session_id  uuid NOT NULL REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    seq         bigint NOT NULL,
    PRIMARY KEY (endpoint_id, session_id)
);
CREATE INDEX webhook_positions_session ON webhook_positions (session_id);
