import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { lastSeq, type MessageList } from '../state/messages';

/** Closer to the end than this counts as at the end, in pixels. */
const NEAR = 80;

interface Options {
  list: MessageList;
  me: string;
  /** The user came near the first message. */
  onTop: () => void;
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

/** Stays at the end while messages come, and in place while earlier ones are put before. */
export function useLogScroll({ list, me, onTop, onSeen }: Options): LogScroll {
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const drawn = useRef({ firstSeq: 0, height: 0, outgoing: 0 });
  const [away, setAway] = useState(false);
  const [leftAt, setLeftAt] = useState(0);
  const newest = lastSeq(list.stored);

  const toEnd = useCallback(() => {
    if (log.current !== null) {
      log.current.scrollTop = log.current.scrollHeight;
    }
  }, []);

  const onScroll = () => {
    const element = log.current;
    if (element === null) {
      return;
    }
    const end = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    if (end !== atEnd.current) {
      atEnd.current = end;
      setAway(!end);
      setLeftAt(newest);
    }
    if (end) {
      seeIfLooking(onSeen);
    }
    if (element.scrollTop < NEAR && element.scrollHeight > element.clientHeight) {
      onTop();
    }
  };

  useLayoutEffect(() => {
    const element = log.current;
    if (element === null) {
      return;
    }
    const firstSeq = list.stored[0]?.seq ?? 0;
    const before = drawn.current;
    const sentNow = list.outgoing.length > before.outgoing;
    if (atEnd.current || sentNow) {
      toEnd();
    } else if (firstSeq < before.firstSeq) {
      element.scrollTop += element.scrollHeight - before.height;
    }
    drawn.current = { firstSeq, height: element.scrollHeight, outgoing: list.outgoing.length };
  }, [list, toEnd]);

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

  const fresh = away ? list.stored.filter((message) => message.seq > leftAt && message.userId !== me).length : 0;
  return { log, onScroll, toEnd, away, fresh };
}

function seeIfLooking(onSeen: () => void): void {
  if (!document.hidden) {
    onSeen();
  }
}
