-- Accounts and logins (owner: gateway) ------------------------------------------------------------------------------

CREATE TABLE accounts (
    id                  uuid PRIMARY KEY,
    email               text UNIQUE,           -- lower case; null: anonymous, deleted, or came with imported messages only
    display_name        text NOT NULL,
    password_hash       text,                  -- null: no login by password
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now(),
    anonymous           boolean NOT NULL DEFAULT false, -- signed in without an e-mail address, and still open
    user_metadata       jsonb NOT NULL DEFAULT '{}',    -- the client's own; in every access token, so it is small
    operator_code_given boolean NOT NULL DEFAULT false, -- for this address: without it nobody is an operator
    addable_by          text CHECK (addable_by IN ('anyone', 'shared', 'invite')) -- null: as ADD_MEMBERS says; read by chat
);
-- Finds the members whom an @name means, and people by the beginning of their names, in whatever order the database sorts.
CREATE INDEX accounts_display_name ON accounts (lower(display_name) text_pattern_ops);

CREATE TABLE user_language_preferences (
    user_id    uuid PRIMARY KEY,
    language   text NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- One family for a login; refreshing makes a new token of the same family.
CREATE TABLE login_families (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    ended_at   timestamptz,
    end_reason text,                           -- logout, reuse, password, age
    method     text NOT NULL DEFAULT 'password', -- password, anonymous
    door       text NOT NULL DEFAULT 'rest',   -- rest, supabase: whose rule goes for a token that comes twice
    address    text,                           -- where it began: an IPv4 address, or the /64 of an IPv6 address
    user_agent text                            -- what the client called itself then
);
CREATE INDEX login_families_user ON login_families (user_id);

CREATE TABLE refresh_tokens (
    token_hash bytea PRIMARY KEY,              -- SHA-256; the token itself is never stored
    family_id  uuid NOT NULL REFERENCES login_families (id) ON DELETE CASCADE,
    issued_at  timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX refresh_tokens_family ON refresh_tokens (family_id);

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
