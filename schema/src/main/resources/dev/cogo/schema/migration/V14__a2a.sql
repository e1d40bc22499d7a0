-- A2A (owner: agent bridge) ------------------------------------------------------------------------------------------

-- Where clients want to be told of a task. All that goes to one user's receivers is delivered through one row of
-- webhook_endpoints, one delivery at a time: so a receiver that hangs keeps back its owner's alone.
CREATE TABLE a2a_push_configs (
    id         uuid PRIMARY KEY,
    task_id    uuid NOT NULL REFERENCES agent_tasks (id) ON DELETE CASCADE,
    user_id    uuid NOT NULL,
    config_id  text COLLATE "C" NOT NULL,         -- the client's
    url        text NOT NULL,
    sealed     bytea NOT NULL,                    -- the rest, which only a key opens that the database does not have
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (task_id, user_id, config_id)
);
CREATE INDEX a2a_push_configs_user ON a2a_push_configs (user_id, id);

ALTER TABLE webhook_deliveries ADD COLUMN config_id uuid REFERENCES a2a_push_configs (id) ON DELETE CASCADE;
CREATE INDEX webhook_deliveries_config ON webhook_deliveries (config_id) WHERE config_id IS NOT NULL;

-- Contexts that clients have named themselves: each is a session that was made for its user. A name means nothing to others.
CREATE TABLE a2a_contexts (
    user_id    uuid NOT NULL,
    name       text COLLATE "C" NOT NULL,
    session_id uuid NOT NULL UNIQUE REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, name)
);
