import { asChatError, store, type ChatError, type Readable, type Room, type Task, type wire } from '@cogo-chat/client';
import { fieldsOf, valuesOf, type Field, type Values } from './fields.js';
import { paramsOf } from './params.js';
import type { FormTexts } from './texts.js';

type AgentCard = wire.AgentCard;
type AgentSkill = wire.AgentSkill;

export interface TaskFormState {
  /** Undefined until they were read. */
  readonly agents?: readonly AgentCard[];
  readonly agent?: AgentCard;
  /** Undefined for an agent that takes any task type; then `taskType` is typed. */
  readonly skill?: AgentSkill;
  readonly taskType: string;
  readonly fields: readonly Field[];
  readonly values: Values;
  /** What is wrong with a field, by its id. */
  readonly problems: Readonly<Record<string, string>>;
  readonly busy: boolean;
  /** Why the agents could not be read, or the task was refused. */
  readonly error?: ChatError;
}

/** A task that is about to be handed to an agent. */
export interface TaskForm {
  readonly state: Readable<TaskFormState>;
  /** Reads which agents there are. */
  load(): void;
  chooseAgent(handle: string): void;
  chooseType(taskType: string): void;
  set(id: string, value: string | boolean): void;
  /** Starts the task, unless a field has a problem; what the server refuses becomes the state's `error`. */
  start(onStarted: (task: Task) => void): void;
}

export function createTaskForm(room: Room, texts: FormTexts): TaskForm {
  const state = store<TaskFormState>({ taskType: '', fields: [], values: {}, problems: {}, busy: false });

  function put(agent: AgentCard | undefined, skill: AgentSkill | undefined, taskType: string): void {
    const fields = agent === undefined ? [] : fieldsOf(skill?.params, texts.params);
    const values = valuesOf(fields, skill?.params);
    state.update(({ agents, busy }) => ({ agents, busy, agent, skill, taskType, fields, values, problems: {} }));
  }

  function chooseAgent(handle: string): void {
    const agent = state.get().agents?.find((one) => one.handle === handle);
    const skill = agent?.skills[0];
    put(agent, skill, skill?.taskType ?? '');
  }

  return {
    state,
    chooseAgent,
    load() {
      state.update((now) => ({ ...now, error: undefined }));
      room.tasks.agents().then(
        (agents) => {
          state.update((now) => ({ ...now, agents }));
          // An agent that says what it does comes before one that says nothing.
          const first = agents.find(({ skills }) => skills.length > 0) ?? agents[0];
          if (first !== undefined && state.get().agent === undefined) {
            chooseAgent(first.handle);
          }
        },
        (reason: unknown) => state.update((now) => ({ ...now, error: asChatError(reason) })),
      );
    },
    chooseType(taskType) {
      const { agent } = state.get();
      const skill = agent?.skills.find((one) => one.taskType === taskType);
      if (skill === undefined) {
        state.update((now) => ({ ...now, taskType }));
      } else {
        put(agent, skill, taskType);
      }
    },
    set(id, value) {
      state.update(({ values, problems: { [id]: _gone, ...problems }, ...now }) => ({
        ...now,
        values: { ...values, [id]: value },
        problems,
      }));
    },
    start(onStarted) {
      const { agent, taskType, fields, values, busy } = state.get();
      const filled = paramsOf(fields, values, texts);
      if (agent === undefined || busy) {
        return;
      }
      if ('problems' in filled) {
        state.update((now) => ({ ...now, problems: filled.problems }));
        return;
      }
      state.update((now) => ({ ...now, problems: {}, busy: true, error: undefined }));
      const over = (error?: ChatError) => state.update((now) => ({ ...now, busy: false, error }));
      room.tasks.start({ agent: agent.handle, taskType: taskType.trim(), params: filled.params }).then(
        (task) => {
          over();
          onStarted(task);
        },
        (reason: unknown) => over(asChatError(reason)),
      );
    },
  };
}
