import { asChatError, type ChatError } from './error.js';
import type { Connection } from './connection.js';
import type { AgentCard, StartTask, Task } from './generated/api.js';
import type { Http } from './http.js';
import { store, type Readable, type Store } from './store.js';
import type { CallOptions } from './types.js';

export interface TaskState {
  readonly task?: Task;
  /** Why it can't be read. */
  readonly error?: ChatError;
}

/** Work that was handed to agents. */
export interface Tasks {
  /** The session's tasks, newest first, as far as they were read or started here. */
  readonly items: Readable<readonly Task[]>;
  /** Reads the newest ones. */
  load(options?: CallOptions): Promise<void>;
  start(task: Omit<StartTask, 'sessionId'>, options?: CallOptions): Promise<Task>;
  /** The agents that tasks of this session may name, with the task types that they take. */
  agents(options?: CallOptions): Promise<readonly AgentCard[]>;
  /** Ends a task: for who asked for it, owners and admins. */
  cancel(taskId: string, options?: CallOptions): Promise<Task>;
  /** Answers the question of a task with the status `input_required`; the answer becomes a message. */
  answer(taskId: string, inputId: string, answer: string, options?: CallOptions): Promise<Task>;
  /** A task, kept up to date while somebody listens. */
  watch(taskId: string): Readable<TaskState>;
}

/** All tasks that somebody looks at, of all sessions. */
export interface TaskBoard {
  watch(taskId: string): Store<TaskState>;
  show(task: Task): void;
}

/** Tasks that are remembered though nobody looks at them. */
const MOST_KEPT = 100;

export function createTaskBoard(http: Http, connection: Connection): TaskBoard {
  const states = new Map<string, Store<TaskState>>();

  function watch(taskId: string): Store<TaskState> {
    let state = states.get(taskId);
    if (state === undefined) {
      state = store<TaskState>({}, () => {
        const end = listen(taskId);
        return () => {
          end();
          if (states.size > MOST_KEPT) {
            states.delete(taskId);
          }
        };
      });
      states.set(taskId, state);
    }
    return state;
  }

  function show(task: Task): void {
    watch(task.taskId).update(({ task: known }) => ({ task: newer(known, task) }));
  }

  /** Most tasks in a history ended long ago: they are read, and need no channel. */
  function listen(taskId: string): () => void {
    const state = watch(taskId);
    let over = false;
    let unlisten: (() => void) | undefined;
    const read = async () => {
      try {
        show(await http.call('GET /chat/agent-status', { query: { taskId } }).then((task) => task as Task));
      } catch (error) {
        state.update((known) => (known.task === undefined ? { error: asChatError(error) } : known));
      }
    };
    const end = () => {
      over = true;
      unlisten?.();
    };
    if (!isFinal(state.get().task)) {
      void read().then(() => {
        if (over || isFinal(state.get().task)) {
          return;
        }
        unlisten = connection.listen(`agent_tasks_${taskId}`, {
          onEvent(event) {
            if (event.event === 'agent_progress' || event.event === 'agent_result') {
              show(event.payload as Task);
              if (isFinal(state.get().task)) {
                end();
              }
            }
          },
          onSubscribed: () => void read(),
          onEnded: (error) => state.update((known) => (known.task === undefined ? { error } : known)),
        });
      });
    }
    return end;
  }

  return { watch, show };
}

export function createTasks(http: Http, board: TaskBoard, sessionId: string): Tasks {
  const items = store<readonly Task[]>([]);
  const put = (tasks: readonly Task[]) => {
    tasks.forEach(board.show);
    const ids = new Set(tasks.map(({ taskId }) => taskId));
    const all = [...tasks, ...items.get().filter(({ taskId }) => !ids.has(taskId))];
    items.set(all.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)));
  };
  return {
    items,
    watch: board.watch,
    async load({ signal } = {}) {
      const page = await http.call('GET /chat/agent-status', { query: { sessionId }, signal });
      put('items' in page ? page.items : [page]);
    },
    async start(task, { signal } = {}) {
      const started = await http.call('POST /chat/agent-task', {
        body: { sessionId, ...task },
        signal,
      });
      put([started]);
      return started;
    },
    async agents({ signal } = {}) {
      const all: AgentCard[] = [];
      let cursor: string | undefined;
      do {
        const page = await http.call('GET /chat/agents', { query: { sessionId, limit: 100, cursor }, signal });
        all.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      return all;
    },
    async cancel(taskId, { signal } = {}) {
      const canceled = await http.call('POST /chat/agent-task/{taskId}/cancel', { path: { taskId }, signal });
      put([canceled]);
      return canceled;
    },
    async answer(taskId, inputId, answer, { signal } = {}) {
      const task = await http.call('POST /chat/agent-task/{taskId}/answer', {
        path: { taskId },
        body: { inputId, answer },
        signal,
      });
      put([task]);
      return task;
    },
  };
}

export function isFinal(task: Task | undefined): boolean {
  return task?.status === 'completed' || task?.status === 'failed' || task?.status === 'canceled';
}

/** Reports and readings overtake each other: an end is final, and otherwise the later one counts. */
function newer(known: Task | undefined, task: Task): Task {
  if (known === undefined || isFinal(task)) {
    return task;
  }
  return isFinal(known) || Date.parse(known.updatedAt) > Date.parse(task.updatedAt) ? known : task;
}
