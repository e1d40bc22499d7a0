import { useCallback, useEffect, useRef, useState } from 'react';
import { problemText } from '../../state/problems';

interface Page<T> {
  items: T[];
  next: string | null;
}

export interface List<T> {
  /** Undefined until the first page has come. */
  items: readonly T[] | undefined;
  problem: string | undefined;
  hasMore: boolean;
  reload: () => Promise<void>;
  more: () => Promise<void>;
  /** Puts a changed item in the place of the one that it was, which may have been read anew meanwhile; undefined takes it out. */
  put: (isIt: (item: T) => boolean, now: T | undefined) => void;
}

/** A list that comes by pages, from the beginning when what is asked for changes. An answer that comes late is not shown. */
export function useList<T>(read: (cursor: string | undefined) => Promise<Page<T>>): List<T> {
  const [page, setPage] = useState<Page<T>>();
  const [problem, setProblem] = useState<string>();
  const asked = useRef(0);

  const load = useCallback(
    async (cursor: string | undefined, before: readonly T[]) => {
      const question = ++asked.current;
      try {
        const { items, next } = await read(cursor);
        if (question === asked.current) {
          setPage({ items: [...before, ...items], next });
          setProblem(undefined);
        }
      } catch (error) {
        if (question === asked.current) {
          setProblem(problemText(error));
        }
      }
    },
    [read],
  );
  const reload = useCallback(() => load(undefined, []), [load]);
  useEffect(() => void reload(), [reload]);
  return {
    items: page?.items,
    problem,
    hasMore: page?.next != null,
    reload,
    more: () => load(page?.next ?? undefined, page?.items ?? []),
    put: (isIt, now) =>
      setPage(
        (shown) => shown && { ...shown, items: shown.items.flatMap((item) => (isIt(item) ? (now ?? []) : item)) },
      ),
  };
}
