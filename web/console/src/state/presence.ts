import type { Presence, PresencePage, PresenceStatus } from '../api/types';
import type { PresenceSummary } from '../realtime/events';
import type { Realtime } from '../realtime/realtime';
import { Store } from './store';

/** Who listens to a session right now, by user id; in a large session some of them, and how many there are. */
export class PresenceWatch {
  readonly here = new Store<ReadonlyMap<string, Presence>>(new Map());
  readonly total = new Store(0);

  constructor(
    private readonly realtime: Realtime,
    private readonly sessionId: string,
  ) {}

  /** Says how this user is here and reads who else is. Without a connection nobody is known to be here. */
  async say(status: 'online' | 'away'): Promise<void> {
    try {
      const { items, total } = await this.realtime.request<PresencePage>('chat.presence', {
        sessionId: this.sessionId,
        status,
      });
      this.know(items, total);
    } catch {
      // presence is a courtesy: it comes back with the next event or reconnect
    }
  }

  changed(change: Presence): void {
    const next = new Map(this.here.get());
    if (change.status === 'offline') {
      next.delete(change.userId);
    } else {
      next.set(change.userId, change);
    }
    this.here.set(next);
    this.total.set(next.size);
  }

  summed({ items, total }: PresenceSummary): void {
    if (items) {
      this.know(items, total);
    } else {
      this.total.set(total);
    }
  }

  private know(items: Presence[], total: number): void {
    this.here.set(new Map(items.map((item) => [item.userId, item])));
    this.total.set(total);
  }
}

export function statusOf(here: ReadonlyMap<string, Presence>, userId: string): PresenceStatus {
  return here.get(userId)?.status ?? 'offline';
}

/** The others who are here, in few words. */
export function hereText(others: readonly Presence[], total: number): string {
  const named = others.slice(0, 3).map((presence) => presence.displayName);
  const more = Math.max(total - 1, others.length) - named.length;
  if (named.length === 0 && more === 0) {
    return 'only you here';
  }
  return more === 0 ? `${named.join(', ')} here` : `${[...named, `${more} more`].join(', ')} here`;
}
