-- AI (owner: ai) ----------------------------------------------------------------------------------------------------

-- The AI has as many faces as operators give it. Each is an account, so members, mentions and blocks are what they are for people;
-- its name is the account's.
CREATE TABLE assistants (
    id                uuid PRIMARY KEY REFERENCES accounts (id),
    handle            text COLLATE "C" NOT NULL UNIQUE, -- what messages call it by
    description       text,
    avatar            text,                    -- an emoji, or the address of a picture
    models            text[] NOT NULL DEFAULT '{}', -- of the server's, in this order; empty for all
    template          text,                    -- what the model is told of it
    language          text,                    -- what it writes in when the request does not say
    max_output_tokens integer,                 -- below what the server allows
    tools             text[] NOT NULL DEFAULT '{}', -- of the server's: a server, a server's tool, or * for all
    daily_micros      bigint,                  -- what it may spend, in millionths of a dollar; null as the settings say
    monthly_micros    bigint,
    built_in          boolean NOT NULL DEFAULT false, -- takes part wherever the AI does, member or not
    enabled           boolean NOT NULL DEFAULT true,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX assistants_built_in ON assistants (built_in) WHERE built_in;
INSERT INTO accounts (id, display_name, is_service, addable_by)
VALUES ('00000000-0000-7000-8000-000000000001', 'Cogo', true, 'anyone');
INSERT INTO assistants (id, handle, avatar, tools, built_in)
VALUES ('00000000-0000-7000-8000-000000000001', 'ai', '✨', '{*}', true);

-- A run of the AI, one piece of work for one question, is a row here before it is work. It belongs to no connection; a node that dies
-- leaves it to another, which begins the next attempt.
CREATE TABLE ai_runs (
    id                  uuid PRIMARY KEY,
    session_id          uuid NOT NULL REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    user_id             uuid NOT NULL,             -- who asked; where assistants ask one another, for whom
    assistant_id        uuid NOT NULL REFERENCES assistants (id), -- who answers
    depth               integer NOT NULL DEFAULT 0, -- how many assistants have asked one another before
    question_id         uuid NOT NULL,
    question_seq        bigint NOT NULL,
    variant             integer NOT NULL,          -- which answer to the question, from 1
    language            text NOT NULL,
    trigger             text,                      -- a message that asks by itself, in whose transaction the row was made: mention, reply, always
    when_busy           text,                      -- of the session then, for such a message
    status              text NOT NULL,             -- running, waiting, done, failed, cancelled
    attempts            integer NOT NULL DEFAULT 0,
    waits               integer NOT NULL DEFAULT 0, -- attempts that ended because a person was to be asked, or its author had written more
    steered_seq         bigint,                    -- the last further message of its author's that it answers
    steers              integer NOT NULL DEFAULT 0, -- how many
    sealed              boolean NOT NULL DEFAULT false, -- its answer is being stored: it takes no further message
    next_attempt_at     timestamptz NOT NULL DEFAULT now(),
    lease_owner         text,
    lease_until         timestamptz,
    cancel_requested_at timestamptz,
    stream_place        text,                      -- the gateway that shows it to who asked, as long as they wait there
    stream_id           uuid,
    answer_seq          bigint,
    cut                 text,                      -- why the answer is not whole: length, interrupted, cancelled
    error_code          text,
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now(),
    UNIQUE (session_id, question_seq, assistant_id, variant)
);
CREATE INDEX ai_runs_due ON ai_runs (greatest(next_attempt_at, lease_until)) WHERE status IN ('running', 'waiting');
CREATE INDEX ai_runs_open ON ai_runs (session_id) WHERE status IN ('running', 'waiting');
CREATE INDEX ai_runs_user ON ai_runs (user_id, id);
CREATE INDEX ai_runs_question ON ai_runs (question_id);
CREATE INDEX ai_runs_of_asker ON ai_runs (user_id) WHERE status IN ('running', 'waiting');

CREATE TABLE ai_response_logs (
    id            uuid PRIMARY KEY,
    job_id        uuid,
    session_id    uuid,
    user_id       uuid,
    assistant_id  uuid,                        -- who answered; null for a title
    kind          text NOT NULL,               -- greeting, answer, title, summary, completion
    provider      text NOT NULL,
    asked_model   text,
    model         text NOT NULL,               -- the one that answered, by the provider's own word
    language      text NOT NULL,
    prompt_tokens integer,
    output_tokens integer,                     -- with what was thought
    total_tokens  integer,
    cached_tokens integer,                     -- of the prompt
    thought_tokens integer,                    -- of the output
    tool_tokens   integer,                     -- beside the prompt
    estimated     boolean NOT NULL DEFAULT false, -- the tokens: the call was cut before the provider told them
    latency_ms    integer NOT NULL,
    first_piece_ms integer,
    finish_reason text,                        -- in the provider's words
    cost_micros   bigint,                      -- in millionths of a dollar; null when nobody knows
    template      text,                        -- the prompt's, as name@version
    price         text,                        -- of which day's price table, as model@day
    cached        boolean NOT NULL,            -- given again without a call
    error         text,
    created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ai_response_logs_created_at ON ai_response_logs (created_at);
CREATE INDEX ai_response_logs_user ON ai_response_logs (user_id, id);

CREATE UNLOGGED TABLE ai_response_cache (
    prompt_hash      varchar(64) PRIMARY KEY,  -- SHA-256 of prompt, model and language, in hexadecimal
    language         varchar(35) NOT NULL,
    model            text NOT NULL,
    provider         text NOT NULL,
    response_content text NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT now(),
    expires_at       timestamptz NOT NULL DEFAULT now() + interval '1 hour'
);
CREATE INDEX ai_response_cache_expires_at ON ai_response_cache (expires_at);

-- What the AI spends, in millionths of a dollar. Before a call its highest cost is reserved in the rows of everybody whom it concerns.
CREATE TABLE ai_spend (
    scope     text NOT NULL,                   -- session, user, assistant, total
    owner     uuid NOT NULL,                   -- the session, the user or the assistant; all zeros for everybody
    period    text NOT NULL,                   -- day, month
    starts_on date NOT NULL,                   -- in UTC
    spent     bigint NOT NULL DEFAULT 0,
    reserved  bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (scope, owner, period, starts_on)
) WITH (fillfactor = 50);                      -- the same few rows change with each call
CREATE INDEX ai_spend_starts_on ON ai_spend (starts_on);

-- A call that is under way. A node that dies leaves its rows; they are given back when their time is over.
CREATE TABLE ai_reservations (
    id         uuid PRIMARY KEY,
    scopes     text[] NOT NULL,                -- the keys of its rows in ai_spend
    owners     uuid[] NOT NULL,
    periods    text[] NOT NULL,
    starts     date[] NOT NULL,
    micros     bigint NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX ai_reservations_expires_at ON ai_reservations (expires_at);

-- What a session was about before the messages that the model is told whole. It is work as long as it does not reach far enough. Who changes
-- or deletes a message that is in it, or is about to be, deletes it: the next long answer has it made anew.
CREATE TABLE ai_summaries (
    id              uuid PRIMARY KEY,
    session_id      uuid NOT NULL UNIQUE REFERENCES user_chat_sessions (session_id) ON DELETE CASCADE,
    user_id         uuid NOT NULL,             -- who asked last: as them it is read, and they pay
    language        text NOT NULL,
    up_to_seq       bigint NOT NULL,           -- the last message that is in it
    wanted_seq      bigint NOT NULL,           -- the last one that should be
    text            text NOT NULL DEFAULT '',
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    lease_owner     text,
    lease_until     timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ai_summaries_due ON ai_summaries (greatest(next_attempt_at, lease_until)) WHERE up_to_seq < wanted_seq;
