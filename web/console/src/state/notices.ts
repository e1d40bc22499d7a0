import type { Session } from '../types';
import { Store } from './store';

const KEY = 'cogo.notify';
/** Held by tabs of this origin that are looked at: what comes is seen there. */
const LOOKING = 'cogo.looking';

/** `denied` by the browser's settings; `missing` where there are no notifications for this page. */
export type NoticeState = 'on' | 'off' | 'denied' | 'missing';

/** Something to be told outside the page. */
export interface Notice {
  /** Of one session, the last one counts. */
  sessionId: string;
  title: string;
  text: string;
  onOpen: () => void;
}

/** Tells of messages while the page is not looked at, for who has asked for that and as far as the browser lets it. */
export class Notices {
  readonly state = new Store<NoticeState>(stateNow());
  private stopLooking: (() => void) | undefined;
  private readonly look = () => {
    if (document.hidden) {
      this.stopLooking?.();
      this.stopLooking = undefined;
    } else if (this.stopLooking === undefined) {
      const until = new Promise<void>((resolve) => (this.stopLooking = resolve));
      void navigator.locks?.request(LOOKING, { mode: 'shared' }, () => until);
    }
  };

  constructor() {
    document.addEventListener('visibilitychange', this.look);
    this.look();
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.look);
    this.stopLooking?.();
  }

  /** Asks the browser when somebody wants notifications, and keeps their choice. */
  async turn(on: boolean): Promise<void> {
    if (on && Notification.permission === 'default') {
      await Notification.requestPermission();
    }
    try {
      localStorage.setItem(KEY, on ? 'on' : 'off');
    } catch {
      // Then it is asked for anew on the next visit.
    }
    const next = stateNow();
    this.state.set(next === 'off' && on && Notification.permission === 'granted' ? 'on' : next);
  }

  async tell({ sessionId, title, text, onOpen }: Notice): Promise<void> {
    if (this.state.get() !== 'on' || !document.hidden || (await isLookedAt())) {
      return;
    }
    try {
      const shown = new Notification(title, { body: text, tag: `cogo ${sessionId}`, icon: '/favicon.svg' });
      shown.onclick = () => {
        window.focus();
        shown.close();
        onOpen();
      };
    } catch {
      // Phones have them for installed pages alone.
      this.state.set('missing');
    }
  }
}

/** The sessions in which somebody else has said something since, newest first. Not those that are muted, nor what was read elsewhere. */
export function freshOf(
  before: readonly Session[] | undefined,
  now: readonly Session[] | undefined,
  me: string,
): Session[] {
  if (before === undefined || now === undefined) {
    return [];
  }
  const known = new Map(before.map(({ id, lastMessage }) => [id, lastMessage?.seq ?? 0]));
  const newest = Math.max(0, ...before.map(({ lastActivity }) => Date.parse(lastActivity)));
  return now.filter(({ id, lastMessage, lastActivity, muted, unread }) => {
    if (lastMessage === undefined || lastMessage.userId === me || muted || unread === 0) {
      return false;
    }
    const seq = known.get(id);
    // One that was not in the list is new, or only further down.
    return seq === undefined ? Date.parse(lastActivity) > newest : lastMessage.seq > seq;
  });
}

/** Whether another tab of the chat is looked at. */
async function isLookedAt(): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name === LOOKING);
}

function stateNow(): NoticeState {
  if (typeof Notification === 'undefined') {
    return 'missing';
  }
  if (Notification.permission === 'denied') {
    return 'denied';
  }
  return Notification.permission === 'granted' && wanted() ? 'on' : 'off';
}

function wanted(): boolean {
  try {
    return localStorage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
}
