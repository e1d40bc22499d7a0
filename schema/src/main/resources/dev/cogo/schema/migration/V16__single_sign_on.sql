-- Single sign-on (owner: gateway) --------------------------------------------------------------------------------------

-- Who somebody is at a provider of OpenID Connect. The address may change there: the subject does not.
CREATE TABLE sso_identities (
    provider      text NOT NULL,               -- its name in SSO_PROVIDERS
    subject       text NOT NULL,
    user_id       uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at    timestamptz NOT NULL DEFAULT now(),
    last_login_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (provider, subject)
);
CREATE INDEX sso_identities_user ON sso_identities (user_id);

-- What a browser comes back with and its page exchanges for tokens, once and within two minutes: tokens never stand in a URL. Losing
-- them in a crash costs their owners another click, so nothing of them is logged.
CREATE UNLOGGED TABLE sso_codes (
    code_hash  bytea PRIMARY KEY,              -- SHA-256; the code itself is never stored
    user_id    uuid NOT NULL,
    provider   text NOT NULL,
    subject    text NOT NULL,
    sid        text,                           -- the provider's session
    challenge  text NOT NULL,                  -- of the page that began (RFC 7636)
    expires_at timestamptz NOT NULL
);
CREATE INDEX sso_codes_expires_at ON sso_codes (expires_at);

-- Which logins a provider ends by back-channel logout.
CREATE TABLE sso_logins (
    family_id uuid PRIMARY KEY REFERENCES login_families (id) ON DELETE CASCADE,
    provider  text NOT NULL,
    subject   text NOT NULL,
    sid       text
);
CREATE INDEX sso_logins_subject ON sso_logins (provider, subject);
