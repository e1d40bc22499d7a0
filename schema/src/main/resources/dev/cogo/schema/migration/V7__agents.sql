-- Agent tasks (owner: agent bridge) ---------------------------------------------------------------------------------

CREATE TABLE agent_tasks (
    id              uuid PRIMARY KEY,
    session_id      uuid NOT NULL REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    user_id         uuid NOT NULL,
    task_type       text NOT NULL,
    params          jsonb NOT NULL,
    agent           text NOT NULL,
    status          text NOT NULL,
    progress        integer NOT NULL DEFAULT 0,
    note            text,
    result          jsonb,
    error_code      text,
    error_message   text,
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    deadline        timestamptz,               -- an agent that says nothing until then has failed
    lease_owner     text,                      -- the node that looks after it
    lease_until     timestamptz,
    announced       boolean NOT NULL DEFAULT false, -- whether its end is in the chat
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX agent_tasks_session ON agent_tasks (session_id, created_at DESC, id DESC);
CREATE INDEX agent_tasks_user ON agent_tasks (user_id, id);
-- The work list: everything that a node may have to touch again.
CREATE INDEX agent_tasks_due ON agent_tasks (greatest(next_attempt_at, lease_until))
    WHERE status IN ('queued', 'working') OR NOT announced;

CREATE TABLE agent_task_events (
    task_id    uuid NOT NULL REFERENCES agent_tasks (id) ON DELETE CASCADE,
    event_id   text NOT NULL,                  -- the agent's own: what makes a repeated report harmless
    type       text NOT NULL,
    payload    jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (task_id, event_id)
);
