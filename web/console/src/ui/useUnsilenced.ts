import { useEffect, useState } from 'react';
import type { Session } from '../types';
import { silencedUntil } from '../state/rights';

/** Longer than that a timer of browsers can't wait. */
const LONGEST_MS = 2 ** 31 - 1;

/** Draws again when the user may write again. */
export function useUnsilenced(session: Session, me: string): void {
  const [, draw] = useState(0);
  const until = silencedUntil(session, me);
  useEffect(() => {
    if (until === undefined) {
      return undefined;
    }
    const timer = setTimeout(() => draw((n) => n + 1), Math.min(LONGEST_MS, Date.parse(until) - Date.now() + 50));
    return () => clearTimeout(timer);
  }, [until]);
}
