import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Message } from '../types';

/** Closer to the end than this counts as at the end, in pixels. */
const NEAR = 80;
/** How long a message that was jumped to stays marked. */
const MARKED_MS = 2_400;

interface Options {
  messages: readonly Message[];
  /** Whether messages go on after these. */
  hasNewer: boolean;
  /** The message to bring on the screen, when it is drawn. */
  target: { seq: number } | undefined;
  /** The user came near the first message, or near the last one of an earlier place. */
  onTop: () => void;
  onBottom: () => void;
  /** The last message is on the screen, of a page that is looked at. */
  onSeen: () => void;
}

interface LogScroll {
  log: RefObject<HTMLDivElement | null>;
  onScroll: () => void;
  toEnd: () => void;
  /** Whether the user looks at something further up. */
  away: boolean;
  /** How many messages came since they left the end. */
  fresh: number;
}

/** Stays at the end while messages come, in place while others are put around, and goes to a message on demand. */
export function useLogScroll({ messages, hasNewer, target, onTop, onBottom, onSeen }: Options): LogScroll {
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const entered = useRef(false);
  const drawn = useRef({ firstSeq: 0, lastSeq: 0, height: 0, outgoing: 0 });
  const reached = useRef<{ seq: number } | undefined>(undefined);
  const [away, setAway] = useState(false);
  const [leftAt, setLeftAt] = useState(0);
  const newest = messages.findLast(({ seq }) => seq !== undefined)?.seq ?? 0;
  const outgoing = messages.filter(({ mine, state }) => mine && state === 'pending').length;

  const toEnd = useCallback(() => {
    if (log.current !== null) {
      log.current.scrollTop = log.current.scrollHeight;
    }
  }, []);

  const measure = useCallback(() => {
    const element = log.current;
    if (element === null) {
      return;
    }
    const end = !hasNewer && element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    if (end !== atEnd.current) {
      atEnd.current = end;
      setAway(!end);
      setLeftAt(newest);
    }
  }, [hasNewer, newest]);

  const onScroll = () => {
    const element = log.current;
    if (element === null) {
      return;
    }
    measure();
    if (atEnd.current) {
      seeIfLooking(onSeen);
    }
    const scrollable = element.scrollHeight > element.clientHeight;
    if (element.scrollTop < NEAR && scrollable) {
      onTop();
    }
    if (hasNewer && element.scrollHeight - element.scrollTop - element.clientHeight < NEAR) {
      onBottom();
    }
  };

  useLayoutEffect(() => {
    const element = log.current;
    if (element === null) {
      return;
    }
    const firstSeq = messages[0]?.seq ?? 0;
    const lastSeq = newest;
    const before = drawn.current;
    const sentNow = outgoing > before.outgoing;
    const wanted = target !== undefined && target !== reached.current ? elementOf(element, target.seq) : null;
    if (wanted !== null) {
      reached.current = target;
      entered.current = true;
      wanted.scrollIntoView({ block: 'center' });
      mark(wanted);
      measure();
    } else if ((atEnd.current && !hasNewer) || sentNow) {
      toEnd();
    } else if (firstSeq < before.firstSeq && lastSeq >= before.firstSeq) {
      element.scrollTop += element.scrollHeight - before.height;
    }
    if (!entered.current && messages.length > 0) {
      // What is new is read from its beginning.
      entered.current = true;
      const line = element.querySelector<HTMLElement>('.new-line');
      if (line !== null && line.offsetTop < element.scrollTop) {
        element.scrollTop = line.offsetTop - NEAR / 2;
        measure();
      }
    }
    drawn.current = { firstSeq, lastSeq, height: element.scrollHeight, outgoing };
  }, [messages, newest, outgoing, hasNewer, target, toEnd, measure]);

  // Cards grow when their task goes on, and the phone's keyboard takes room.
  useEffect(() => {
    const element = log.current;
    if (element === null) {
      return undefined;
    }
    const keep = new ResizeObserver(() => atEnd.current && toEnd());
    keep.observe(element);
    for (const child of element.children) {
      keep.observe(child);
    }
    return () => keep.disconnect();
  }, [toEnd]);

  useEffect(() => {
    const see = () => atEnd.current && newest > 0 && seeIfLooking(onSeen);
    see();
    window.addEventListener('focus', see);
    document.addEventListener('visibilitychange', see);
    return () => {
      window.removeEventListener('focus', see);
      document.removeEventListener('visibilitychange', see);
    };
  }, [newest, onSeen]);

  const fresh = away ? messages.filter(({ seq, mine }) => seq !== undefined && seq > leftAt && !mine).length : 0;
  return { log, onScroll, toEnd, away: away || hasNewer, fresh };
}

function elementOf(log: HTMLElement, seq: number): HTMLElement | null {
  return log.querySelector<HTMLElement>(`[data-seq="${seq}"]`);
}

/** Shows for a moment which message was meant. */
function mark(element: HTMLElement): void {
  element.classList.add('marked');
  setTimeout(() => element.classList.remove('marked'), MARKED_MS);
}

function seeIfLooking(onSeen: () => void): void {
  if (!document.hidden) {
    onSeen();
  }
}
