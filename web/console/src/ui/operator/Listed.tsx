import type { ReactNode } from 'react';
import { t } from '../../texts';
import { Problem } from '../Problem';
import type { List } from './useList';

interface Props<T> {
  list: List<T>;
  empty: string;
  /** Shows what has come. */
  children: (items: readonly T[]) => ReactNode;
}

/** A list with its states: loading, failed, empty, more to come. */
export function Listed<T>({ list, empty, children }: Props<T>) {
  const { items, problem, hasMore, more } = list;
  return (
    <>
      <Problem text={problem} />
      <p className="muted" role="status">
        {items === undefined ? problem === undefined && t.loading : items.length === 0 && empty}
      </p>
      {items !== undefined && items.length > 0 && children(items)}
      {hasMore && (
        <button type="button" className="plain wide" onClick={() => void more()}>
          {t.showMore}
        </button>
      )}
    </>
  );
}
