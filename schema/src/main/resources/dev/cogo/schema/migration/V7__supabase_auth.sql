-- What accounts and logins have through the doors for supabase-js (owner: gateway) ----------------------------------

ALTER TABLE accounts
    ADD COLUMN anonymous     boolean NOT NULL DEFAULT false, -- signed in without an e-mail address, and still open
    ADD COLUMN user_metadata jsonb   NOT NULL DEFAULT '{}';  -- the client's own; in every access token, so it is small

-- Nodes of the previous version erase accounts too, and don't know the new columns.
CREATE FUNCTION forget_user_metadata() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.user_metadata := '{}';
    RETURN NEW;
END $$;
CREATE TRIGGER accounts_forgotten BEFORE UPDATE ON accounts
    FOR EACH ROW WHEN (OLD.email IS NOT NULL AND NEW.email IS NULL) EXECUTE FUNCTION forget_user_metadata();

ALTER TABLE login_families
    ADD COLUMN method text NOT NULL DEFAULT 'password', -- password, anonymous
    ADD COLUMN door   text NOT NULL DEFAULT 'rest';     -- rest, supabase: whose rule goes for a token that comes twice
