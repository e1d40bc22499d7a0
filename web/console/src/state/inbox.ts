import type { ChatApi } from '../api/client';
import { asProblem, type ProblemError } from '../api/problem';
import type { NewSession, Session } from '../api/types';
import { channels, timelineOf, type ChannelEvent, type Notification } from '../realtime/events';
import type { Realtime } from '../realtime/realtime';
import { isBehind, reduceSessions, type SessionAction } from './sessions';
import { Store } from './store';

/** Sessions whose channels are listened to all the time; a connection may hold 200 channels in all. */
const MOST_LIVE = 60;
/** What is missing of a session is read once for several reasons to read it. */
const REFRESH_DELAY_MS = 200;

export interface InboxOptions {
  api: ChatApi;
  realtime: Realtime;
  me: string;
  /** Somebody mentioned or answered the user. */
  onNotification?: (notification: Notification) => void;
}

/** The caller's sessions, kept up to date by their channels and the caller's own. */
export class Inbox {
  readonly sessions = new Store<readonly Session[] | undefined>(undefined);
  readonly problem = new Store<ProblemError | undefined>(undefined);
  readonly hasMore = new Store(false);
  /** Sessions in which somebody mentioned or answered the user since they last looked. */
  readonly calling = new Store<ReadonlySet<string>>(new Set());
  private cursor: string | undefined;
  private readonly live = new Map<string, () => void>();
  private readonly refreshes = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly disposers: (() => void)[] = [];

  constructor(private readonly options: InboxOptions) {
    this.disposers.push(
      options.realtime.subscribe(channels.user(options.me), {
        onEvent: (event) => this.onOwnEvent(event),
        onSubscribed: () => void this.load(),
      }),
    );
    void this.load();
  }

  close(): void {
    this.disposers.forEach((dispose) => dispose());
    this.live.forEach((dispose) => dispose());
    this.live.clear();
    this.refreshes.forEach((timer) => clearTimeout(timer));
    this.refreshes.clear();
  }

  session(sessionId: string): Session | undefined {
    return this.sessions.get()?.find((session) => session.id === sessionId);
  }

  /** Reads the newest sessions, again after each reconnect. */
  async load(): Promise<void> {
    try {
      const page = await this.options.api.sessions();
      this.cursor = page.next ?? undefined;
      this.hasMore.set(page.next !== null);
      this.problem.set(undefined);
      this.apply({ type: 'loaded', sessions: page.items });
    } catch (error) {
      this.problem.set(asProblem(error));
    }
  }

  async loadMore(): Promise<void> {
    const page = await this.options.api.sessions(this.cursor);
    this.cursor = page.next ?? undefined;
    this.hasMore.set(page.next !== null);
    page.items.forEach((session) => this.apply({ type: 'put', session }));
  }

  async create(session: NewSession): Promise<Session> {
    const created = await this.options.api.createSession(session);
    this.apply({ type: 'put', session: created });
    return created;
  }

  /** Reads one session anew; one that is no longer there leaves the list. */
  async refresh(sessionId: string): Promise<void> {
    try {
      this.put(await this.options.api.session(sessionId));
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
    this.put(await this.options.api.addMember(sessionId, member));
  }

  async removeMember(sessionId: string, userId: string): Promise<void> {
    await this.options.api.removeMember(sessionId, userId);
    if (userId === this.options.me) {
      this.apply({ type: 'gone', sessionId });
    } else {
      await this.refresh(sessionId);
    }
  }

  async mute(sessionId: string, muted: boolean): Promise<void> {
    await this.options.api.muteSession(sessionId, muted);
    this.apply({ type: 'muted', sessionId, muted });
  }

  read(sessionId: string, seq: number): void {
    this.apply({ type: 'read', sessionId, seq });
    this.answer(sessionId);
  }

  /** The user looks at a session: nobody calls from there any more. */
  answer(sessionId: string): void {
    if (this.calling.get().has(sessionId)) {
      this.calling.update((ids) => new Set([...ids].filter((id) => id !== sessionId)));
    }
  }

  /** What comes on the user's own channel has no place in a timeline: it says where to look. */
  private onOwnEvent(event: ChannelEvent): void {
    if (event.event === 'notification') {
      const { sessionId } = event.payload;
      this.calling.update((ids) => new Set(ids).add(sessionId));
      if (!this.live.has(sessionId)) {
        this.refreshSoon(sessionId);
      }
      this.options.onNotification?.(event.payload);
    } else if (event.event === 'session_updated') {
      const { sessionId, change, userId } = event.payload;
      if (change === 'member_removed' && userId === this.options.me) {
        this.apply({ type: 'gone', sessionId });
      } else {
        this.refreshSoon(sessionId);
      }
    }
  }

  private onEvent(sessionId: string, event: ChannelEvent): void {
    const { me } = this.options;
    if (event.event === 'read') {
      if (event.payload.userId === me) {
        this.onRead(sessionId, event.payload.seq);
      }
      return;
    }
    const session = this.session(sessionId);
    const events = timelineOf(event);
    if (session !== undefined && isBehind(session, events)) {
      this.refreshSoon(sessionId);
    }
    this.apply({ type: 'events', sessionId, events, me });
  }

  /** The user read it at another place. */
  private onRead(sessionId: string, seq: number): void {
    const before = this.session(sessionId);
    this.read(sessionId, seq);
    const after = this.session(sessionId);
    if (after !== before && (after?.unread ?? 0) > 0) {
      this.refreshSoon(sessionId);
    }
  }

  private onSubscribed(sessionId: string, seq: number | undefined): void {
    const session = this.session(sessionId);
    // Without a word about the position the list that is read at each reconnect must do.
    if (session !== undefined && seq !== undefined && seq > session.lastSeq) {
      this.refreshSoon(sessionId);
    }
  }

  private refreshSoon(sessionId: string): void {
    if (!this.refreshes.has(sessionId)) {
      const refresh = () => {
        this.refreshes.delete(sessionId);
        void this.refresh(sessionId);
      };
      this.refreshes.set(sessionId, setTimeout(refresh, REFRESH_DELAY_MS));
    }
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
        const listener = {
          onEvent: (event: ChannelEvent) => this.onEvent(id, event),
          onSubscribed: (seq?: number) => this.onSubscribed(id, seq),
          onEnded: () => {
            this.live.delete(id);
            void this.refresh(id);
          },
        };
        this.live.set(id, this.options.realtime.subscribe(channels.session(id), listener));
      }
    }
  }
}
