-- Positions (owner: gateway) --------------------------------------------------------------------------------------------
-- Up to where clients that can't say it themselves (supabase-js) have a session's events. Losing them in a crash costs who
-- comes back just then the replay of what was missed, so nothing of them is logged.

CREATE UNLOGGED TABLE realtime_positions (
    login_id      uuid NOT NULL,               -- the login family
    client_name   text NOT NULL,               -- what the client calls itself; empty when it does not
    session_id    uuid NOT NULL,
    connection_id uuid NOT NULL,
    ref           bigint NOT NULL,             -- how far the client had counted its pushes
    seq           bigint NOT NULL,             -- it has everything up to here
    noted_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (login_id, session_id, connection_id)
) WITH (fillfactor = 50);                      -- updated with each event; room in the page keeps that update cheap (HOT)
