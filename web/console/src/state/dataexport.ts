import { asChatError, ChatError, type Chat } from '@cogo-chat/client';
import type { DataExport } from '../types';
import { Store } from './store';
import { t } from '../texts';

export interface ExportState {
  /** The last one that was asked for. */
  current?: DataExport;
  /** Whether something is under way: making it, or downloading it. */
  busy: boolean;
  problem?: ChatError;
}

const LOOK_MS = 1_000;

/** A copy of the user's data, which the server takes a while to make; it goes on while its dialog is closed. */
export class ExportWatch {
  readonly state = new Store<ExportState>({ busy: false });
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly chat: Chat) {}

  close(): void {
    clearTimeout(this.timer);
  }

  /** Asks for a new copy; while one is being made, that one is meant. */
  start(): Promise<void> {
    return this.doing(async () => this.show(await this.chat.call('POST /auth/me/export', {})));
  }

  /** The finished copy. */
  async download(): Promise<Blob | undefined> {
    const { current } = this.state.get();
    let data: Blob | undefined;
    await this.doing(async () => {
      data = current && (await this.read(current.id));
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
    return this.doing(async () =>
      this.show(await this.chat.call('GET /auth/me/export/{exportId}', { path: { exportId: id } })),
    );
  }

  /** As a file: it may be large, and nobody here looks into it. */
  private async read(id: string): Promise<Blob> {
    const headers = { authorization: `Bearer ${await this.chat.auth.token()}` };
    const response = await fetch(`/auth/me/export/${id}/data`, { headers });
    if (!response.ok) {
      throw new ChatError('export_not_found', t.exportGone, response.status);
    }
    return response.blob();
  }

  private async doing(job: () => Promise<void>): Promise<void> {
    this.state.update((state) => ({ ...state, busy: true, problem: undefined }));
    try {
      await job();
    } catch (error) {
      const problem = asChatError(error);
      this.state.update(({ current }) => ({
        // One that is gone is not asked for again.
        current: problem.code === 'export_not_found' ? undefined : current,
        busy: false,
        problem,
      }));
    }
  }
}
