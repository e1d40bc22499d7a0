import type { Present } from '@cogo-chat/client';

export function statusOf(here: ReadonlyMap<string, Present>, userId: string): Present['status'] {
  return here.get(userId)?.status ?? 'offline';
}

/** The others who are here, in few words. */
export function hereText(others: readonly Present[], total: number): string {
  const named = others.slice(0, 3).map((presence) => presence.displayName);
  const more = Math.max(total - 1, others.length) - named.length;
  if (named.length === 0 && more === 0) {
    return 'only you here';
  }
  return more === 0 ? `${named.join(', ')} here` : `${[...named, `${more} more`].join(', ')} here`;
}
