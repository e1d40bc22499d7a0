import type { Message, Session } from './generated/api.js';
import type { SafeStorage } from './storage.js';

/** The end of a session as it was seen last. */
export interface KeptMessages {
  readonly messages: readonly Message[];
  /** The seq up to which everything that happened is in them. */
  readonly position: number;
  readonly at: number;
}

/** Sessions as they were seen last. */
export interface KeptSessions {
  readonly items: readonly Session[];
  /** Whether they are a list that was read, or only those of rooms. */
  readonly listed: boolean;
}

/** What is shown at once when the page comes back, before the server has answered. */
export interface Cache {
  /** Begins to keep things for a user, and forgets another's. */
  open(userId: string | undefined): void;
  sessions(): Promise<KeptSessions | undefined>;
  /** Soon; what there is to keep is asked for then. */
  saveSessions(sessions: () => KeptSessions): void;
  messages(sessionId: string): Promise<KeptMessages | undefined>;
  saveMessages(sessionId: string, messages: () => KeptMessages | undefined): void;
  clear(): Promise<void>;
}

const SAVE_MS = 500;
const MOST_MESSAGES = 50;
const MOST_SESSIONS = 20;

export function createCache(storage: SafeStorage, wanted: boolean): Cache {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let userId: string | undefined;
  /** Settles when it is known whose things are kept, if anybody's. */
  let isKnown!: () => void;
  const known = new Promise<void>((resolve) => (isKnown = resolve));
  const under = (rest: string) => `cache/${userId}/${rest}`;

  /** Changes come in crowds, and only the last one counts. */
  function save(name: string, value: () => unknown, after?: () => Promise<void>): void {
    if (wanted && userId !== undefined && !timers.has(name)) {
      const key = under(name);
      const timer = setTimeout(() => {
        timers.delete(name);
        const now = value();
        if (now !== undefined) {
          void storage.set(key, now).then(after);
        }
      }, SAVE_MS);
      (timer as { unref?: () => void }).unref?.();
      timers.set(name, timer);
    }
  }

  async function read<T>(name: string): Promise<T | undefined> {
    if (!wanted) {
      return undefined;
    }
    await known;
    return userId === undefined ? undefined : ((await storage.get(under(name))) as T | undefined);
  }

  async function prune(): Promise<void> {
    const kept = (await storage.list(under('messages/'))) as [string, KeptMessages][];
    const old = kept.sort(([, a], [, b]) => b.at - a.at).slice(MOST_SESSIONS);
    await Promise.all(old.map(([key]) => storage.delete(key)));
  }

  return {
    open(id) {
      timers.forEach((timer) => clearTimeout(timer));
      timers.clear();
      userId = id;
      isKnown();
    },
    sessions: () => read<KeptSessions>('sessions'),
    saveSessions(sessions) {
      save('sessions', () => {
        const { items, listed } = sessions();
        return { items: items.slice(0, 2 * MOST_SESSIONS).map(withoutSecrets), listed };
      });
    },
    messages: (id) => read<KeptMessages>(`messages/${id}`),
    saveMessages(id, messages) {
      const value = () => {
        const now = messages();
        return now && { ...now, messages: now.messages.slice(-MOST_MESSAGES) };
      };
      save(`messages/${id}`, value, prune);
    },
    async clear() {
      timers.forEach((timer) => clearTimeout(timer));
      timers.clear();
      await storage.clear(under(''));
    },
  };
}

/** What is encrypted on the server is not kept in the clear here. */
function withoutSecrets(session: Session): Session {
  const { lastMessage: _, ...rest } = session;
  return session.encrypted ? rest : session;
}
