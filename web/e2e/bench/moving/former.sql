-- The tables of a former project, by the rules of Supabase's own init scripts: roles, default privileges, row-level security.
DO $$
BEGIN
    CREATE ROLE anon;
    CREATE ROLE authenticated;
    CREATE ROLE service_role BYPASSRLS;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
CREATE SCHEMA auth;
CREATE SCHEMA realtime;
GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO anon, authenticated, service_role;
CREATE EXTENSION pgcrypto;

CREATE TABLE auth.users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), aud text DEFAULT 'authenticated', role text DEFAULT 'authenticated',
    email text, encrypted_password text, email_confirmed_at timestamptz DEFAULT now(), phone text DEFAULT '',
    raw_app_meta_data jsonb DEFAULT '{"provider": "email"}', raw_user_meta_data jsonb, is_anonymous boolean DEFAULT false,
    banned_until timestamptz, deleted_at timestamptz, created_at timestamptz DEFAULT now());
CREATE TABLE auth.identities (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid, provider text, provider_id text, identity_data jsonb);
CREATE TABLE public.user_chat_sessions (
    session_id text PRIMARY KEY, user_id uuid, status text DEFAULT 'active', metadata jsonb DEFAULT '{}',
    created_at timestamptz DEFAULT now(), last_activity timestamptz DEFAULT now());
CREATE TABLE public.chat_messages_history (
    id bigserial PRIMARY KEY, session_id text NOT NULL, user_id uuid, content text, message_type text DEFAULT 'text',
    language text, metadata jsonb DEFAULT '{}', timestamp timestamptz DEFAULT clock_timestamp());
CREATE UNLOGGED TABLE public.chat_messages_realtime (LIKE public.chat_messages_history INCLUDING DEFAULTS);
CREATE INDEX ON public.chat_messages_history (timestamp);
CREATE INDEX ON public.chat_messages_realtime (timestamp);
ALTER TABLE public.user_chat_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.chat_messages_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.chat_messages_realtime ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.chat_messages_realtime TO authenticated
    USING (user_id::text = current_setting('request.jwt.claim.sub', true))
    WITH CHECK (user_id::text = current_setting('request.jwt.claim.sub', true));
