-- Tickets (owner: gateway) ----------------------------------------------------------------------------------------------
-- What a client that can't send headers logs in with, once and within half a minute. Losing them in a crash costs their owners
-- one more request, so nothing of them is logged.

CREATE UNLOGGED TABLE login_tickets (
    ticket_hash      bytea PRIMARY KEY,        -- SHA-256; the ticket itself is never stored
    family_id        uuid NOT NULL,            -- the login of the access token that it was made for
    user_id          uuid NOT NULL,            -- and what that token says
    email            text,
    display_name     text NOT NULL,
    operator         boolean NOT NULL,
    token_expires_at timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL
);
CREATE INDEX login_tickets_expires_at ON login_tickets (expires_at);
