import type { ChatApi } from '../api/client';
import { asProblem, type ProblemError } from '../api/problem';
import type { Task } from '../api/types';
import { channels } from '../realtime/events';
import type { Realtime } from '../realtime/realtime';
import { Store } from './store';

export interface TaskView {
  task?: Task;
  problem?: ProblemError;
}

interface Watch {
  view: Store<TaskView>;
  watchers: number;
  unsubscribe?: () => void;
}

/** Agent tasks that are on the screen, each listened to while somebody looks at it and it is not finished. */
export class TaskBoard {
  private readonly watches = new Map<string, Watch>();

  constructor(
    private readonly api: ChatApi,
    private readonly realtime: Realtime,
  ) {}

  view(taskId: string): Store<TaskView> {
    return this.of(taskId).view;
  }

  /** Keeps the task up to date until disposed of. */
  watch(taskId: string): () => void {
    const watch = this.of(taskId);
    watch.watchers += 1;
    if (watch.watchers === 1 && !isFinal(watch.view.get().task)) {
      // Most tasks in a history ended long ago: they need no channel.
      void this.read(taskId).then(() => this.listen(taskId, watch));
    }
    return () => {
      watch.watchers -= 1;
      if (watch.watchers === 0) {
        this.rest(watch);
      }
    };
  }

  show(taskId: string, task: Task): void {
    const watch = this.of(taskId);
    watch.view.update((view) => ({ task: newer(view.task, task) }));
    if (isFinal(watch.view.get().task)) {
      this.rest(watch);
    }
  }

  private listen(taskId: string, watch: Watch): void {
    if (watch.watchers === 0 || watch.unsubscribe !== undefined || isFinal(watch.view.get().task)) {
      return;
    }
    watch.unsubscribe = this.realtime.subscribe(channels.task(taskId), {
      onEvent: (event) => {
        if (event.event === 'agent_progress' || event.event === 'agent_result') {
          this.show(taskId, event.payload);
        }
      },
      onSubscribed: () => void this.read(taskId),
      onEnded: (problem) => watch.view.update((view) => (view.task === undefined ? { problem } : view)),
    });
  }

  private async read(taskId: string): Promise<void> {
    try {
      this.show(taskId, await this.api.task(taskId));
    } catch (error) {
      this.of(taskId).view.update((view) => (view.task === undefined ? { problem: asProblem(error) } : view));
    }
  }

  private rest(watch: Watch): void {
    watch.unsubscribe?.();
    watch.unsubscribe = undefined;
  }

  private of(taskId: string): Watch {
    let watch = this.watches.get(taskId);
    if (watch === undefined) {
      watch = { view: new Store<TaskView>({}), watchers: 0 };
      this.watches.set(taskId, watch);
    }
    return watch;
  }
}

export function isFinal(task: Task | undefined): boolean {
  return task?.status === 'completed' || task?.status === 'failed' || task?.status === 'canceled';
}

/** Reports and readings overtake each other: an end is final, and otherwise the later one counts. */
export function newer(known: Task | undefined, task: Task): Task {
  if (known === undefined || isFinal(task)) {
    return task;
  }
  return isFinal(known) || Date.parse(known.updatedAt) > Date.parse(task.updatedAt) ? known : task;
}
