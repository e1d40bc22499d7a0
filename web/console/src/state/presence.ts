import type { Presence, PresenceStatus } from '../api/types';
import type { Realtime } from '../realtime/realtime';
import { Store } from './store';

/** Who listens to a session right now, by user id. */
export class PresenceWatch {
  readonly here = new Store<ReadonlyMap<string, Presence>>(new Map());

  constructor(
    private readonly realtime: Realtime,
    private readonly sessionId: string,
  ) {}

  /** Says how this user is here and reads who else is. Without a connection nobody is known to be here. */
  async say(status: 'online' | 'away'): Promise<void> {
    try {
      const { items } = await this.realtime.request<{ items: Presence[] }>('chat.presence', {
        sessionId: this.sessionId,
        status,
      });
      this.here.set(new Map(items.map((item) => [item.userId, item])));
    } catch {
      // presence is a courtesy: it comes back with the next event or reconnect
    }
  }

  changed(change: Presence): void {
    this.here.update((here) => {
      const next = new Map(here);
      if (change.status === 'offline') {
        next.delete(change.userId);
      } else {
        next.set(change.userId, change);
      }
      return next;
    });
  }
}

export function statusOf(here: ReadonlyMap<string, Presence>, userId: string): PresenceStatus {
  return here.get(userId)?.status ?? 'offline';
}
