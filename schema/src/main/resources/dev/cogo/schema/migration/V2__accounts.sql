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
    is_operator         boolean NOT NULL DEFAULT false, -- made one by an operator, or by a command
    is_service          boolean NOT NULL DEFAULT false, -- a bot or a back end: no password, tokens of an operator
    email_verified_at   timestamptz,           -- when somebody first came in by a mail to the address
    disabled_at         timestamptz,           -- since then nobody logs in with it
    disabled_until      timestamptz,           -- then somebody may again; null: when an operator says so
    addable_by          text CHECK (addable_by IN ('anyone', 'shared', 'invite')) -- null: as ADD_MEMBERS says; read by chat
);
CREATE INDEX accounts_disabled_until ON accounts (disabled_until) WHERE disabled_until IS NOT NULL;
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
    end_reason text,                           -- logout, reuse, password, age, operator, disabled, sso
    method     text NOT NULL DEFAULT 'password', -- password, otp, oauth, anonymous, former, token
    door       text NOT NULL DEFAULT 'rest',   -- rest, supabase: whose rule goes for a token that comes twice
    address    text,                           -- where it began: an IPv4 address, or the /64 of an IPv6 address
    user_agent text                            -- what the client called itself then
);
CREATE INDEX login_families_user ON login_families (user_id);
-- Nodes look for what a command has ended, or a lost notice did not tell.
CREATE INDEX login_families_ended_at ON login_families (ended_at) WHERE ended_at IS NOT NULL;

-- A way to choose a password once, for who has forgotten theirs, or never had one.
CREATE TABLE password_links (
    token_hash bytea PRIMARY KEY,              -- SHA-256; the token itself is never stored
    user_id    uuid REFERENCES accounts (id) ON DELETE CASCADE,
    email      text,                           -- whose account it makes, where there is none yet
    language   text,                           -- what that one speaks
    mailed     boolean NOT NULL,               -- else somebody handed it over, and asking for a mail does not make it void
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    CHECK ((user_id IS NULL) <> (email IS NULL))
);
CREATE INDEX password_links_user ON password_links (user_id);
CREATE INDEX password_links_email ON password_links (email);
CREATE INDEX password_links_expires_at ON password_links (expires_at);

-- Logs somebody in once: a code that they type, or a link, by mail or handed over by a server.
CREATE TABLE login_codes (
    token_hash  bytea PRIMARY KEY,             -- SHA-256 of what the link has; the token itself is never stored
    digits_hash bytea,                         -- HMAC of the address and six digits; null: for the page that has the verifier
    email       text NOT NULL,
    purpose     text NOT NULL,                 -- magiclink, signup, recovery, invite
    challenge   text,                          -- of the page that asked (RFC 7636)
    account     jsonb,                         -- that it makes: id, displayName, passwordHash, metadata
    attempts    integer NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL
);
CREATE INDEX login_codes_email ON login_codes (email);
CREATE INDEX login_codes_expires_at ON login_codes (expires_at);

-- Mail that is to be sent: a link to choose a password, or a code to log in with, which is made when it is sent; or what an address is told.
CREATE TABLE mails (
    id              uuid PRIMARY KEY,
    user_id         uuid REFERENCES accounts (id) ON DELETE CASCADE,
    email           text,                      -- of who has no account yet and may have one; what is told
    language        text,                      -- what that one speaks
    notice          text,                      -- ADDRESS_LEFT, ADDRESS_TAKEN; null for a link
    created_at      timestamptz NOT NULL DEFAULT now(),
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    lease_owner     text,
    lease_until     timestamptz,
    ended_at        timestamptz,
    outcome         text,                      -- sent, refused, obsolete; null while it is open
    code            jsonb,                     -- of a mail with a code to log in with: what for, and what becomes of it
    CHECK (CASE WHEN notice IS NULL THEN (user_id IS NULL) <> (email IS NULL)
                ELSE user_id IS NOT NULL AND email IS NOT NULL END)
);
CREATE INDEX mails_due ON mails (greatest(next_attempt_at, lease_until)) WHERE ended_at IS NULL;
CREATE INDEX mails_user ON mails (user_id, created_at);
CREATE INDEX mails_email ON mails (email, created_at);
CREATE INDEX mails_ended_at ON mails (ended_at);

-- Tokens of service users. Each is a login that is not refreshed, so whatever ends logins ends them.
CREATE TABLE api_tokens (
    id           uuid PRIMARY KEY REFERENCES login_families (id) ON DELETE CASCADE,
    user_id      uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    token_hash   bytea NOT NULL UNIQUE,        -- SHA-256; the token itself is never stored
    name         text NOT NULL,
    scopes       text[] NOT NULL,
    created_by   uuid NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    last_used_at timestamptz                   -- to the minute
);
CREATE INDEX api_tokens_user ON api_tokens (user_id);
CREATE INDEX api_tokens_expires_at ON api_tokens (expires_at);

-- Who may register while REGISTRATION=invite.
CREATE TABLE registration_invites (
    token_hash bytea PRIMARY KEY,              -- SHA-256; the token itself is never stored
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    uses_left  integer NOT NULL
);
CREATE INDEX registration_invites_expires_at ON registration_invites (expires_at);

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
