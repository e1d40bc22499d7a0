// What keeps a room in step with the server: its subscription, the newest page, and what comes meanwhile.
import type { Connection } from './connection.js';
import { aborted, asChatError, offline, type ChatError } from './error.js';
import type { ChannelEvent, KnownEvent, Message as Stored } from './generated/api.js';
import type { Http } from './http.js';
import { emitter, store, type Dispose, type Emitter, type Store } from './store.js';
import { canReplay, emptyTimeline, opened, type Timeline } from './timeline.js';

export interface RoomState {
  /**
   * `attached`: everything that happens comes. `suspended`: the connection is away, and what is missed will be made up for.
   * `failed`: the server said no, `error` says why. `detached`: nobody listens.
   */
  readonly status: 'detached' | 'attaching' | 'attached' | 'suspended' | 'failed';
  /** Of `failed`, or why the messages could not be read the last time. */
  readonly error?: ChatError;
}

/** A page of history as the server gives it. */
export interface HistoryPage {
  items: Stored[];
  next: string | null;
}

export interface Attachment {
  readonly status: Store<RoomState>;
  readonly timeline: Store<Timeline>;
  readonly discontinuity: Emitter<{ readonly seq: number }>;
  /** Whether the newest page is being read, which will take the window's place. */
  reading(): boolean;
  /** Keeps the room attached until it is disposed of. */
  use(): Dispose;
  /** Resolves when the newest messages are here, so that nothing takes the place of what is opened then. */
  settled(signal: AbortSignal | undefined): Promise<void>;
  /** Attaches again if somebody uses it. */
  resume(): void;
  detach(): void;
  reset(): void;
}

export interface AttachmentOptions {
  id: string;
  me: () => string;
  http: Http;
  connection: Connection;
  lingerMs: number;
  /** What was kept of the session's end. */
  kept(): Promise<Pick<Timeline, 'messages' | 'position'> | undefined>;
  /** Changes what is shown. */
  show(change: (known: Timeline) => Timeline): void;
  onAttaching(): void;
  onSubscribed(): void;
  onEvent(event: KnownEvent | ChannelEvent): void;
  onPage(messages: Stored[]): void;
  /** Nothing is heard for now. */
  onSilence(): void;
  onDetached(): void;
}

export const PAGE = 50;
/** Whoever was away for more events starts again at the newest messages. */
const MOST_REPLAYED = 300;
const READ_AGAIN_MS = 3_000;

export function createAttachment(options: AttachmentOptions): Attachment {
  const { id, me, http, connection, show } = options;
  const channel = `chat_session_${id}`;
  const status = store<RoomState>({ status: 'detached' });
  const timeline = store<Timeline>(emptyTimeline);
  const discontinuity = emitter<{ readonly seq: number }>();
  let users = 0;
  let unlisten: Dispose | undefined;
  let lingering: ReturnType<typeof setTimeout> | undefined;
  /** Counts attachments and reads of the newest page, so that what comes late belongs to none. */
  let turn = 0;
  let reading = false;

  function forgetReading(): void {
    turn++;
    reading = false;
  }

  function use(): Dispose {
    users++;
    clearTimeout(lingering);
    if (users === 1 && unlisten === undefined) {
      void attach();
    }
    let used = true;
    return () => {
      if (used) {
        used = false;
        users--;
        if (users === 0) {
          lingering = setTimeout(detach, options.lingerMs);
          (lingering as { unref?: () => void }).unref?.();
        }
      }
    };
  }

  async function attach(): Promise<void> {
    const mine = ++turn;
    status.set({ status: 'attaching' });
    options.onAttaching();
    // Taken at once, so that a second use does not attach again.
    unlisten = () => undefined;
    if (timeline.get().hasOlder === undefined) {
      const found = await options.kept();
      if (mine !== turn) {
        return;
      }
      if (found !== undefined && timeline.get().hasOlder === undefined) {
        const { messages, position } = found;
        timeline.set({ ...emptyTimeline, messages, position, hasOlder: true });
      }
    }
    const { hasOlder, position } = timeline.get();
    const since = hasOlder === undefined ? undefined : position;
    unlisten = connection.listen(channel, { onEvent: options.onEvent, onSubscribed, onInterrupted, onEnded }, since);
  }

  function detach(): void {
    forgetReading();
    unlisten?.();
    unlisten = undefined;
    options.onDetached();
    status.set({ status: 'detached' });
  }

  function onSubscribed({ seq, recovered, since }: { seq: number; recovered: boolean; since: number }): void {
    const { hasOlder, position } = timeline.get();
    options.onSubscribed();
    if (hasOlder !== undefined && (position >= seq || (recovered && since <= position))) {
      if (seq - position > MOST_REPLAYED) {
        // The newest page is sooner here than all that happened.
        connection.relisten(channel);
        return;
      }
      forgetReading();
      status.set({ status: 'attached' });
      return;
    }
    if (hasOlder !== undefined) {
      discontinuity.emit({ seq });
    }
    status.set({ status: 'attaching' });
    // What is shown stays until the page is here; what comes meanwhile is put over it.
    timeline.update((known) => ({ ...known, hasOlder: undefined, position: seq, recent: [] }));
    void readNewest(++turn);
  }

  /** Reads the newest page, until that has worked or is no longer wanted. */
  async function readNewest(mine: number): Promise<void> {
    reading = true;
    while (mine === turn) {
      try {
        const asOf = timeline.get().position;
        const page = await http.call('GET /chat/history/{sessionId}', {
          path: { sessionId: id },
          query: { limit: PAGE },
        });
        if (mine !== turn) {
          return;
        }
        if (canReplay(timeline.get(), asOf)) {
          reading = false;
          show((known) => opened(known, { ...pageOf(page, asOf), hasNewer: false }, me()));
          options.onPage(page.items);
          status.set({ status: 'attached' });
          return;
        }
      } catch (error) {
        if (mine === turn) {
          status.set({ ...status.get(), error: asChatError(error) });
          await new Promise((resolve) => setTimeout(resolve, READ_AGAIN_MS));
        }
      }
    }
  }

  function onInterrupted(): void {
    status.set({ status: 'suspended' });
    options.onSilence();
  }

  function onEnded(error: ChatError): void {
    forgetReading();
    unlisten = undefined;
    status.set({ status: 'failed', error });
  }

  const pageOf = ({ items, next }: HistoryPage, asOf: number) => ({ messages: items, asOf, hasOlder: next !== null });

  async function settled(signal: AbortSignal | undefined): Promise<void> {
    const unuse = use();
    let off: Dispose | undefined;
    let giveUp: Dispose = () => undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        const look = ({ status: now, error }: RoomState) => {
          if (now === 'attached') {
            resolve();
          } else if (now !== 'attaching') {
            reject(error ?? offline());
          }
        };
        giveUp = () => reject(aborted());
        signal?.addEventListener('abort', giveUp);
        off = status.subscribe(look);
        look(status.get());
      });
    } finally {
      signal?.removeEventListener('abort', giveUp);
      off?.();
      unuse();
    }
  }

  return {
    status,
    timeline,
    discontinuity,
    reading: () => reading,
    use,
    settled,
    resume() {
      if (users > 0 && unlisten === undefined) {
        void attach();
      }
    },
    detach() {
      clearTimeout(lingering);
      detach();
    },
    reset() {
      detach();
      timeline.set(emptyTimeline);
    },
  };
}
