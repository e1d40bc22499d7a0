import { Store } from './store';

/** The server tells when somebody stops, and every 10 seconds that they go on; this is for the case that it can't. */
const FORGET_MS = 15_000;
/** While typing, the server is told again before it forgets, which it does after 6 seconds. */
const REPEAT_MS = 3_000;
const PAUSE_MS = 4_000;

/** Who else is typing. */
export class TypingOthers {
  readonly userIds = new Store<readonly string[]>([]);
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  heard(userId: string, isTyping: boolean): void {
    clearTimeout(this.timers.get(userId));
    this.timers.delete(userId);
    if (isTyping) {
      this.timers.set(
        userId,
        setTimeout(() => this.heard(userId, false), FORGET_MS),
      );
    }
    const ids = [...this.timers.keys()];
    if (ids.join() !== this.userIds.get().join()) {
      this.userIds.set(ids);
    }
  }

  clear(): void {
    this.timers.forEach((timer) => clearTimeout(timer));
    this.timers.clear();
    this.userIds.set([]);
  }
}

/** Tells the others that this user types: at once, seldom while it goes on, and when it ends. */
export class TypingSelf {
  private saidAt = 0;
  private pause: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly tell: (isTyping: boolean) => void,
    private readonly now: () => number = Date.now,
  ) {}

  typed(): void {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.stopped(), PAUSE_MS);
    if (this.now() - this.saidAt >= REPEAT_MS) {
      this.saidAt = this.now();
      this.tell(true);
    }
  }

  stopped(): void {
    clearTimeout(this.pause);
    if (this.saidAt !== 0) {
      this.saidAt = 0;
      this.tell(false);
    }
  }
}
