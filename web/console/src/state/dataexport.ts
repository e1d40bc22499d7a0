import type { ChatApi } from '../api/client';
import { asProblem, type ProblemError } from '../api/problem';
import type { DataExport } from '../api/types';
import { Store } from './store';

export interface ExportState {
  /** The last one that was asked for. */
  current?: DataExport;
  /** Whether something is under way: making it, or downloading it. */
  busy: boolean;
  problem?: ProblemError;
}

const LOOK_MS = 1_000;

/** A copy of the user's data, which the server takes a while to make; it goes on while its dialog is closed. */
export class ExportWatch {
  readonly state = new Store<ExportState>({ busy: false });
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly api: ChatApi) {}

  close(): void {
    clearTimeout(this.timer);
  }

  /** Asks for a new copy; while one is being made, that one is meant. */
  start(): Promise<void> {
    return this.doing(async () => this.show(await this.api.startExport()));
  }

  /** The finished copy. */
  async download(): Promise<Blob | undefined> {
    const { current } = this.state.get();
    let data: Blob | undefined;
    await this.doing(async () => {
      data = current && (await this.api.downloadExport(current.id));
      this.state.update((state) => ({ ...state, busy: false }));
    });
    return data;
  }

  private show(current: DataExport): void {
    const running = current.status === 'running';
    this.state.set({ current, busy: running });
    clearTimeout(this.timer);
    if (running) {
      this.timer = setTimeout(() => void this.look(current.id), LOOK_MS);
    }
  }

  private look(id: string): Promise<void> {
    return this.doing(async () => this.show(await this.api.dataExport(id)));
  }

  private async doing(job: () => Promise<void>): Promise<void> {
    this.state.update((state) => ({ ...state, busy: true, problem: undefined }));
    try {
      await job();
    } catch (error) {
      const problem = asProblem(error);
      this.state.update(({ current }) => ({
        // One that is gone is not asked for again.
        current: problem.code === 'export_not_found' ? undefined : current,
        busy: false,
        problem,
      }));
    }
  }
}
