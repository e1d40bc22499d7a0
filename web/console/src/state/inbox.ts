import type { ChatApi } from '../api/client';
import { asProblem, type ProblemError } from '../api/problem';
import type { Message, NewSession, Session } from '../api/types';
import { channels, type ChannelEvent } from '../realtime/events';
import type { Realtime } from '../realtime/realtime';
import { reduceSessions, type SessionAction } from './sessions';
import { Store } from './store';

/** Sessions whose channels are listened to all the time; a connection may hold 200 channels in all. */
const MOST_LIVE = 60;

/** The caller's sessions, kept up to date by their channels and the caller's own. */
export class Inbox {
  readonly sessions = new Store<readonly Session[] | undefined>(undefined);
  readonly problem = new Store<ProblemError | undefined>(undefined);
  readonly hasMore = new Store(false);
  private cursor: string | undefined;
  private readonly live = new Map<string, () => void>();
  private readonly disposers: (() => void)[] = [];

  constructor(
    private readonly api: ChatApi,
    private readonly realtime: Realtime,
    private readonly me: string,
  ) {
    this.disposers.push(
      realtime.subscribe(channels.user(me), {
        onEvent: (event) => this.onEvent(event),
        onSubscribed: () => void this.load(),
      }),
    );
    void this.load();
  }

  close(): void {
    this.disposers.forEach((dispose) => dispose());
    this.live.forEach((dispose) => dispose());
    this.live.clear();
  }

  /** Reads the newest sessions, again after each reconnect. */
  async load(): Promise<void> {
    try {
      const page = await this.api.sessions();
      this.cursor = page.next ?? undefined;
      this.hasMore.set(page.next !== null);
      this.problem.set(undefined);
      this.apply({ type: 'loaded', sessions: page.items });
    } catch (error) {
      this.problem.set(asProblem(error));
    }
  }

  async loadMore(): Promise<void> {
    const page = await this.api.sessions(this.cursor);
    this.cursor = page.next ?? undefined;
    this.hasMore.set(page.next !== null);
    page.items.forEach((session) => this.apply({ type: 'put', session }));
  }

  async create(session: NewSession): Promise<Session> {
    const created = await this.api.createSession(session);
    this.apply({ type: 'put', session: created });
    return created;
  }

  /** Reads one session anew; one that is no longer there leaves the list. */
  async refresh(sessionId: string): Promise<void> {
    try {
      this.put(await this.api.session(sessionId));
    } catch (error) {
      if (asProblem(error).status === 404) {
        this.apply({ type: 'gone', sessionId });
      }
    }
  }

  put(session: Session): void {
    this.apply({ type: 'put', session });
  }

  async addMember(sessionId: string, member: string): Promise<void> {
    this.put(await this.api.addMember(sessionId, member));
  }

  async removeMember(sessionId: string, userId: string): Promise<void> {
    await this.api.removeMember(sessionId, userId);
    if (userId === this.me) {
      this.apply({ type: 'gone', sessionId });
    } else {
      await this.refresh(sessionId);
    }
  }

  read(sessionId: string, seq: number): void {
    this.apply({ type: 'read', sessionId, seq });
  }

  private onEvent(event: ChannelEvent): void {
    switch (event.event) {
      case 'new_message':
        this.onMessage(event.payload);
        break;
      case 'batch_messages':
        event.payload.messages.forEach((message) => this.onMessage(message));
        break;
      case 'read':
        if (event.payload.userId === this.me) {
          this.read(event.payload.sessionId, event.payload.seq);
        }
        break;
      case 'session_updated':
        if (event.payload.change === 'member_removed' && event.payload.userId === this.me) {
          this.apply({ type: 'gone', sessionId: event.payload.sessionId });
        } else {
          void this.refresh(event.payload.sessionId);
        }
        break;
    }
  }

  private onMessage(message: Message): void {
    this.apply({ type: 'message', message, me: this.me });
  }

  private apply(action: SessionAction): void {
    this.sessions.update((sessions) => reduceSessions(sessions ?? [], action));
    this.listen();
  }

  /** Listens to the sessions that are in the list now, and no longer to those that have left it. */
  private listen(): void {
    const wanted = new Set((this.sessions.get() ?? []).slice(0, MOST_LIVE).map((session) => session.id));
    for (const [id, dispose] of this.live) {
      if (!wanted.has(id)) {
        this.live.delete(id);
        dispose();
      }
    }
    for (const id of wanted) {
      if (!this.live.has(id)) {
        const onEnded = () => {
          this.live.delete(id);
          void this.refresh(id);
        };
        this.live.set(
          id,
          this.realtime.subscribe(channels.session(id), { onEvent: (event) => this.onEvent(event), onEnded }),
        );
      }
    }
  }
}
