// Longer than others: what is loaded, measured, kept in its place and drawn is one state, which each scroll and each message changes.
import { derived, store, type Dispose, type Readable, type Room } from '@cogo-chat/client';
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from '@tanstack/virtual-core';
import { endOf, NEAR_END, type End } from './end.js';
import { rowsOf, type Row } from './rows.js';
import { settingsOf } from './session.js';

/** What of a thread is to be drawn now. */
export interface ThreadView {
  readonly state: 'loading' | 'empty' | 'shown';
  /** The rows on the screen and some around, with their places in the list. */
  readonly rows: readonly { readonly row: Row; readonly index: number }[];
  /** How far from the top the first of them stands, in pixels. */
  readonly offset: number;
  /** How high all rows are together, in pixels. */
  readonly height: number;
  readonly atEnd: boolean;
  /** How many messages of others came since the end was left. */
  readonly unseen: number;
  /** The key of the row that was jumped to a moment ago. */
  readonly marked?: string;
}

/** The messages of a room in an element that scrolls: only what is seen is drawn, and it keeps its place when older ones come. */
export interface Thread {
  readonly view: Readable<ThreadView>;
  /** The element that scrolls; its first child gets the height of all rows. */
  attach(scroller: HTMLElement): Dispose;
  /** A row's element as it is drawn (it has `data-index`), or null as it goes. */
  measure(element: HTMLElement | null): void;
  /** Arrow keys, Home and End go from message to message. */
  onKeyDown(event: KeyboardEvent): void;
  toEnd(): void;
  /** Brings the message with this seq on the screen and marks it for a moment. */
  to(seq: number): Promise<void>;
}

const threads = new WeakMap<Room, Thread>();

/** The one thread of a room. */
export function threadOf(room: Room): Thread {
  let thread = threads.get(room);
  if (thread === undefined) {
    thread = createThread(room);
    threads.set(room, thread);
  }
  return thread;
}

/** So near to the first or last row the next page is read. */
const NEAR_EDGE = 600;
const ROW_HEIGHT = 72;
const OVERSCAN = 8;
const MARKED_MS = 2_400;
/** A jump is corrected while the rows around get their heights; other pages would move its aim. */
const SETTLE_MS = 200;
const FOCUS_TRIES = 20;
/** What comes sooner after what was drawn last is drawn together: a crowd may write faster than anybody reads. */
const TOGETHER_MS = 100;
/** While so many came since what was drawn last, nobody reads each as it comes: they are drawn in larger groups. */
const CROWD = 4;
const CROWD_MS = 250;

const NOTHING: ThreadView = { state: 'loading', rows: [], offset: 0, height: 0, atEnd: true, unseen: 0 };

/**
 * Whether the place is to be kept when a row gets another height: if it stands above what is seen. By default a row that had one already
 * would move what is read while the user scrolls up, such as one that loses the line of its day to an older message.
 */
function keepsPlace(
  row: VirtualItem,
  _: number,
  { scrollOffset, itemSizeCache }: Virtualizer<HTMLElement, HTMLElement>,
): boolean {
  return (itemSizeCache.has(row.key) ? row.end : row.start + 1) <= (scrollOffset ?? 0);
}

function createThread(room: Room): Thread {
  const { messages } = room;
  const view = store<ThreadView>(NOTHING);
  const source = derived([messages.items, messages.hasOlder, messages.hasNewer, settingsOf(room)], (...all) => all);
  let rows: readonly Row[] = [];
  let virtualizer: Virtualizer<HTMLElement, HTMLElement> | undefined;
  let scroller: HTMLElement | undefined;
  let end: End | undefined;
  /** What the user had read when the thread was opened; null while that is not known. */
  let seenUpTo: number | undefined | null = null;
  let leftAt = 0;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let marked: string | undefined;
  let unmark: ReturnType<typeof setTimeout> | undefined;
  let appliedAt = -Infinity;
  let came = 0;
  let crowded = false;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function options() {
    return {
      count: rows.length,
      getScrollElement: () => scroller ?? null,
      estimateSize: () => ROW_HEIGHT,
      getItemKey: (index: number) => rows[index]?.key ?? index,
      overscan: OVERSCAN,
      anchorTo: 'end' as const,
      scrollEndThreshold: NEAR_END,
      paddingStart: 8,
      paddingEnd: 8,
      scrollToFn,
      observeElementRect: observeRect,
      observeElementOffset: observeElementOffset<HTMLElement>,
      onChange: changed,
    };
  }

  /** Rows that get their heights move nothing while the end is kept: it is where the thread stands, and stays. */
  const scrollToFn: typeof elementScroll<HTMLElement> = (...write) =>
    end?.kept ? end.hold() : elementScroll(...write);

  const observeRect: typeof observeElementRect<HTMLElement> = (instance, told) =>
    observeElementRect(instance, (rect) => {
      told(rect);
      changed();
    });

  /** The messages are others than before. At once where nothing was drawn a moment ago, and for what the user says. */
  function come(): void {
    came++;
    const pause = appliedAt + (crowded ? CROWD_MS : TOGETHER_MS) - performance.now();
    if (pause <= 0 || messages.items.get().at(-1)?.mine) {
      apply();
    } else {
      waiting ??= setTimeout(apply, pause);
    }
  }

  function apply(): void {
    clearTimeout(waiting);
    waiting = undefined;
    if (virtualizer === undefined) {
      return;
    }
    appliedAt = performance.now();
    crowded = came >= CROWD;
    came = 0;
    const session = room.session.get();
    if (seenUpTo === null && session !== undefined) {
      seenUpTo = session.unread > 0 ? session.lastReadSeq : undefined;
    }
    const before = rows;
    end!.look();
    const wasAtEnd = before.length === 0 || isAtEnd();
    rows = rowsOf(messages.items.get(), seenUpTo ?? undefined, before);
    if (before.length === 0) {
      leftAt = newest(); // what is there at the beginning has not come while one was elsewhere
    }
    const last = rows.at(-1);
    virtualizer.setOptions(options());
    grow();
    virtualizer._willUpdate();
    const fresh = before.length === 0 ? rows.findIndex((row) => row.fresh) : -1;
    if (fresh > 0) {
      jump(() => virtualizer!.scrollToIndex(fresh, { align: 'start' }));
    } else if (messages.hasNewer.get()) {
      end!.leave();
    } else if (last !== undefined) {
      const said = last.message.mine && last.message.state === 'pending' && last.key !== before.at(-1)?.key;
      if (wasAtEnd || said) {
        end!.keep();
      }
    }
    changed();
  }

  function newest(): number {
    return rows.findLast(({ message }) => message.seq !== undefined)?.message.seq ?? 0;
  }

  function isAtEnd(): boolean {
    return end !== undefined && (end.kept || end.isNear());
  }

  /** Leads to a place that is not the end. */
  function jump(how: () => void): void {
    end?.leave();
    clearTimeout(settling);
    settling = setTimeout(() => {
      settling = undefined;
      readOn();
    }, SETTLE_MS);
    how();
  }

  function grow(): void {
    const inner = scroller?.firstElementChild as HTMLElement | null | undefined;
    if (inner && virtualizer) {
      inner.style.height = `${virtualizer.getTotalSize()}px`;
    }
  }

  /** Rows came on the screen, left it, or have another height. */
  function changed(): void {
    if (virtualizer === undefined || end === undefined) {
      return;
    }
    end.look();
    grow();
    end.hold();
    const items = virtualizer.getVirtualItems();
    const atEnd = isAtEnd() && !messages.hasNewer.get();
    if (atEnd) {
      leftAt = newest();
      if (!view.get().atEnd) {
        // Who is back lets go of the older messages that they had asked for.
        messages.latest().catch(() => undefined);
      }
    }
    const known = messages.hasOlder.get() !== undefined;
    show({
      state: rows.length > 0 ? 'shown' : known ? 'empty' : 'loading',
      rows: items.flatMap(({ index }) => {
        const row = rows[index];
        return row === undefined ? [] : [{ row, index }];
      }),
      offset: items[0]?.start ?? 0,
      height: virtualizer.getTotalSize(),
      atEnd,
      unseen: atEnd ? 0 : rows.filter(({ message }) => !message.mine && (message.seq ?? 0) > leftAt).length,
      marked,
    });
    readOn();
    see();
  }

  function show(next: ThreadView): void {
    const now = view.get();
    const same =
      next.rows.length === now.rows.length &&
      next.rows.every(({ row, index }, i) => row === now.rows[i]!.row && index === now.rows[i]!.index);
    const kept = same ? { ...next, rows: now.rows } : next;
    if ((Object.keys(kept) as (keyof ThreadView)[]).some((name) => kept[name] !== now[name])) {
      view.set(kept);
    }
  }

  /** Reads the page before or after, where the user comes near it. */
  function readOn(): void {
    if (scroller === undefined || scroller.clientHeight === 0 || rows.length === 0 || settling !== undefined) {
      return;
    }
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    if (messages.hasOlder.get() === true && scrollTop < NEAR_EDGE) {
      messages.loadOlder().catch(() => undefined);
    }
    if (messages.hasNewer.get() && scrollHeight - scrollTop - clientHeight < NEAR_EDGE) {
      messages.loadNewer().catch(() => undefined);
    }
  }

  /** What stands on the screen of a page that is looked at is read. */
  function see(): void {
    const { atEnd, state } = view.get();
    if (atEnd && state === 'shown' && seenUpTo !== null && scroller?.clientHeight && !document.hidden) {
      room.read();
    }
  }

  function focus(index: number): void {
    const key = rows[index]?.key;
    if (key === undefined) {
      return;
    }
    end?.leave();
    virtualizer?.scrollToIndex(index, { align: 'auto' });
    let tries = 0;
    const look = () => {
      const at = rows.findIndex((row) => row.key === key);
      const element = scroller?.querySelector<HTMLElement>(`[data-index="${at}"] [tabindex="-1"]`);
      if (element) {
        element.focus({ preventScroll: true });
      } else if (++tries < FOCUS_TRIES) {
        requestAnimationFrame(look);
      }
    };
    look();
  }

  return {
    view,
    attach(element) {
      scroller = element;
      rows = [];
      seenUpTo = null;
      const made = new Virtualizer<HTMLElement, HTMLElement>(options());
      made.shouldAdjustScrollPositionOnItemSizeChange = keepsPlace;
      virtualizer = made;
      const isLast = () => !messages.hasNewer.get() && settling === undefined;
      const ending = endOf(element, isLast, (top) => (made.scrollOffset = top));
      end = ending;
      element.addEventListener('scroll', ending.look, { passive: true });
      const unmount = made._didMount();
      const off = source.subscribe(come);
      document.addEventListener('visibilitychange', see);
      apply();
      // Those that were drawn for the element before stay where they are, and are not given again.
      element.querySelectorAll<HTMLElement>('[data-index]').forEach((row) => made.measureElement(row));
      return () => {
        off();
        unmount();
        element.removeEventListener('scroll', ending.look);
        document.removeEventListener('visibilitychange', see);
        if (virtualizer === made) {
          clearTimeout(waiting);
          waiting = undefined;
          clearTimeout(unmark);
          clearTimeout(settling);
          settling = undefined;
          virtualizer = undefined;
          scroller = undefined;
          end = undefined;
          view.set(NOTHING);
        }
      };
    },
    measure: (element) => virtualizer?.measureElement(element),
    onKeyDown(event) {
      const target = event.target as HTMLElement;
      const current = target.closest<HTMLElement>('[data-index]');
      // Fields and buttons within a message have keys of their own.
      if (
        event.defaultPrevented ||
        event.altKey ||
        event.ctrlKey ||
        event.metaKey ||
        (current !== null && target.tabIndex >= 0)
      ) {
        return;
      }
      const at = current === null ? undefined : Number(current.dataset['index']);
      const last = rows.length - 1;
      const to = {
        ArrowUp: at === undefined ? last : at - 1,
        ArrowDown: at === undefined ? last : at + 1,
        Home: 0,
        End: last,
      }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        focus(Math.min(Math.max(to, 0), last));
      }
    },
    toEnd() {
      messages.latest().then(
        () => {
          apply();
          end?.keep();
          changed();
        },
        () => undefined,
      );
    },
    async to(seq) {
      await messages.around(seq);
      apply();
      const index = rows.findIndex(({ message }) => message.seq === seq);
      if (index >= 0) {
        jump(() => virtualizer?.scrollToIndex(index, { align: 'center' }));
        marked = rows[index]!.key;
        clearTimeout(unmark);
        unmark = setTimeout(() => {
          marked = undefined;
          changed();
        }, MARKED_MS);
        changed();
      }
    },
  };
}
