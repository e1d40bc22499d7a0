-- Steps of runs in which the AI has tools called. A step is there as long as its run is under way; of its calls what was asked, by
-- whom it was allowed, and what became of it.

CREATE TABLE ai_steps (
    run_id uuid NOT NULL REFERENCES ai_runs (id) ON DELETE CASCADE,
    step   integer NOT NULL,                      -- from 0
    text   text NOT NULL,                         -- what the model wrote before it asked
    PRIMARY KEY (run_id, step)
);

CREATE TABLE ai_tool_calls (
    id         uuid PRIMARY KEY,
    run_id     uuid NOT NULL REFERENCES ai_runs (id) ON DELETE CASCADE,
    step       integer NOT NULL,
    place      integer NOT NULL,                  -- in the step, from 0
    model_id   text NOT NULL,                     -- the model's own name for it
    model_tool text NOT NULL,                     -- the tool as the model named it
    signature  text,                              -- what the model wants back with it
    server     text NOT NULL,
    tool       text NOT NULL,
    arguments  jsonb NOT NULL,
    share      boolean NOT NULL DEFAULT false,    -- what it finds goes into the answer without a further word
    state      text NOT NULL,                     -- as ApprovalState says
    result     text,                              -- until the run is over
    deadline   timestamptz,                       -- of a state in which a person is asked
    decided_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ai_tool_calls_run ON ai_tool_calls (run_id, step, place);
