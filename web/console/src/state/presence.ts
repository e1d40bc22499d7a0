import type { Present } from '@cogo-chat/client';
import { t } from '../texts';

export function statusOf(here: ReadonlyMap<string, Present>, userId: string): Present['status'] {
  return here.get(userId)?.status ?? 'offline';
}

/** The others who are here, in few words. */
export function hereText(others: readonly Present[], total: number): string {
  const named = others.slice(0, 3).map((presence) => presence.displayName);
  const more = Math.max(total - 1, others.length) - named.length;
  return named.length === 0 && more === 0 ? t.onlyYouHere : t.present(named, more);
}
