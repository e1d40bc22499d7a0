import { store, type Readable } from './store.js';

/** The server tells when somebody stops, and every 10 seconds that they go on; this is for the case that it can't. */
const FORGET_MS = 15_000;
/** While typing, the server is told again before it forgets, which it does after 6 seconds. */
const REPEAT_MS = 3_000;
const PAUSE_MS = 4_000;

export interface Typing {
  /** The ids of the others who are typing. */
  readonly users: Readable<readonly string[]>;
  /** The user has pressed a key. The others are told at once, seldom while it goes on, and when it pauses. */
  keystroke(): void;
  /** The user has stopped, by sending for example. */
  stop(): void;
}

export interface TypingParts extends Typing {
  heard(userId: string, isTyping: boolean): void;
  clear(): void;
}

export function createTyping(tell: (isTyping: boolean) => void): TypingParts {
  const users = store<readonly string[]>([]);
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let saidAt = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;

  function heard(userId: string, isTyping: boolean): void {
    const was = timers.has(userId);
    clearTimeout(timers.get(userId));
    timers.delete(userId);
    if (isTyping) {
      timers.set(
        userId,
        setTimeout(() => heard(userId, false), FORGET_MS),
      );
    }
    if (was !== isTyping) {
      users.set([...timers.keys()]);
    }
  }

  function stop(): void {
    clearTimeout(pause);
    if (saidAt !== 0) {
      saidAt = 0;
      tell(false);
    }
  }

  return {
    users,
    heard,
    stop,
    keystroke() {
      clearTimeout(pause);
      pause = setTimeout(stop, PAUSE_MS);
      if (Math.abs(Date.now() - saidAt) >= REPEAT_MS) {
        saidAt = Date.now();
        tell(true);
      }
    },
    clear() {
      timers.forEach((timer) => clearTimeout(timer));
      timers.clear();
      users.set([]);
    },
  };
}
