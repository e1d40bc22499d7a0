-- Agents and their tasks (owner: agent bridge) ----------------------------------------------------------------------

CREATE TABLE agents (
    id                 uuid PRIMARY KEY,
    handle             text COLLATE "C" NOT NULL UNIQUE, -- what tasks name it by
    name               text NOT NULL,
    description        text,
    kind               text NOT NULL,              -- push: it is called; pull: it asks; a2a: it is called in A2A's words
    url                text,                       -- where one is that is called
    endpoint           text,                       -- where an A2A agent is spoken to, as its card says
    binding            text,                       -- how: JSONRPC or HTTP+JSON
    card_tag           text,                       -- its card's ETag
    sealed_token       bytea,                      -- what it is shown, opened by a key that the database does not have
    skills             jsonb NOT NULL,             -- the task types that it takes; empty for any
    tasks_at_once      integer NOT NULL,
    reports_per_minute integer NOT NULL,
    max_params_bytes   integer NOT NULL,
    silence_seconds    integer NOT NULL,
    session_ids        uuid[],                     -- where it may work; null for everywhere
    enabled            boolean NOT NULL,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now()
);

-- One, or two while the second takes the place of the first. A secret is derived from its row's id and a key that the
-- database does not have, so there is nothing here that lets anybody in.
CREATE TABLE agent_secrets (
    id         uuid PRIMARY KEY,
    agent_id   uuid NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    ends_at    timestamptz
);
CREATE INDEX agent_secrets_agent ON agent_secrets (agent_id, id);

CREATE TABLE agent_tasks (
    id                 uuid PRIMARY KEY,
    session_id         uuid NOT NULL REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    user_id            uuid NOT NULL,
    task_type          text NOT NULL,
    params             jsonb NOT NULL,
    agent              text NOT NULL,
    agent_id           uuid,                      -- null for an agent of the settings
    pull               boolean NOT NULL DEFAULT false, -- the agent asks for it; else it is called
    a2a                boolean NOT NULL DEFAULT false, -- the agent is called in A2A's words, and asked how it goes
    admitted           boolean NOT NULL DEFAULT false, -- whether it is its turn to be handed over
    status             text NOT NULL,
    progress           integer NOT NULL DEFAULT 0,
    note               text,
    result             jsonb,
    error_code         text,
    error_message      text,
    question           jsonb,                     -- what the agent waits for an answer to
    canceled_by        uuid,
    remote_id          text,                      -- what an A2A agent calls the task
    remote_context     text,                      -- and its context
    remote_inputs      integer NOT NULL DEFAULT 0, -- how many answers it has been given
    agent_told         boolean NOT NULL DEFAULT true, -- false: it does not know yet that the task was canceled
    tellings           integer NOT NULL DEFAULT 0,
    attempts           integer NOT NULL DEFAULT 0,
    expiries           integer NOT NULL DEFAULT 0, -- how often a pull agent's lease ran out
    silence_seconds    double precision NOT NULL DEFAULT 600,
    reports_per_minute integer NOT NULL DEFAULT 600,
    reports_since      timestamptz NOT NULL DEFAULT now(),
    reports            integer NOT NULL DEFAULT 0, -- since then
    next_attempt_at    timestamptz NOT NULL DEFAULT now(),
    deadline           timestamptz,               -- it fails then, if nothing is heard
    lease_owner        text,                      -- the node that looks after it, or the pull agent's lease
    lease_until        timestamptz,
    announced          boolean NOT NULL DEFAULT false, -- whether its end is in the chat
    span               text,                      -- of the request that asked for it, as in W3C Trace Context
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX agent_tasks_session ON agent_tasks (session_id, created_at DESC, id DESC);
CREATE INDEX agent_tasks_user ON agent_tasks (user_id, id);
CREATE INDEX agent_tasks_asked ON agent_tasks (user_id, agent, id DESC);
-- The nodes' work list: what is to be handed over or looked after, and ends that are to be told.
CREATE INDEX agent_tasks_due ON agent_tasks (greatest(next_attempt_at, lease_until))
    WHERE status IN ('queued', 'working') AND admitted
       OR status IN ('completed', 'failed', 'canceled') AND NOT (announced AND agent_told);
-- The pull agents' work lists.
CREATE INDEX agent_tasks_pull ON agent_tasks (agent_id, greatest(next_attempt_at, lease_until))
    WHERE pull AND status IN ('queued', 'working');
CREATE INDEX agent_tasks_canceled ON agent_tasks (agent_id) WHERE pull AND status = 'canceled' AND NOT agent_told;
-- In which context an A2A agent knows a session.
CREATE INDEX agent_tasks_remote ON agent_tasks (session_id, agent_id, created_at DESC) WHERE remote_context IS NOT NULL;
-- How many an agent has, and which are next.
CREATE INDEX agent_tasks_line ON agent_tasks (agent, status, admitted, created_at, id)
    WHERE status IN ('queued', 'working', 'input_required');
CREATE INDEX agent_tasks_deadline ON agent_tasks (deadline) WHERE status IN ('queued', 'working', 'input_required');

CREATE TABLE agent_task_events (
    task_id    uuid NOT NULL REFERENCES agent_tasks (id) ON DELETE CASCADE,
    event_id   text NOT NULL,                  -- the agent's own: what makes a repeated report harmless
    type       text NOT NULL,
    payload    jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (task_id, event_id)
);

-- What agents asked and were answered.
CREATE TABLE agent_task_inputs (
    task_id     uuid NOT NULL REFERENCES agent_tasks (id) ON DELETE CASCADE,
    input_id    text NOT NULL,                 -- the report's that asked
    question    text NOT NULL,
    answer      text,
    answered_by uuid,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (task_id, input_id)
);
CREATE INDEX agent_task_inputs_user ON agent_task_inputs (answered_by) WHERE answered_by IS NOT NULL;

-- now() is when a transaction began: of two that change a task one after the other, the second may have begun first. Who is told of a
-- task goes by this time, and would take the end for something that is over.
CREATE FUNCTION agent_tasks_later() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := OLD.updated_at + interval '1 microsecond';
    RETURN NEW;
END
$$;
CREATE TRIGGER agent_tasks_later BEFORE UPDATE ON agent_tasks
    FOR EACH ROW WHEN (NEW.updated_at < OLD.updated_at) EXECUTE FUNCTION agent_tasks_later();

-- The pieces of what agents make.
CREATE TABLE agent_artifacts (
    task_id     uuid NOT NULL REFERENCES agent_tasks (id) ON DELETE CASCADE,
    number      integer NOT NULL,
    artifact_id text NOT NULL,
    name        text,
    part        jsonb NOT NULL,
    last        boolean NOT NULL,
    PRIMARY KEY (task_id, number)
);
