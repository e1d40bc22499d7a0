/** More than that nobody scrolls through; the server has them all. */
const MOST_PAGES = 20;

/** Hands on what stands on the pages of a list, in its order. */
export async function eachOf<T>(
  read: (cursor?: string) => Promise<{ items: readonly T[]; next: string | null }>,
  take: (item: T) => void,
): Promise<void> {
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await read(cursor);
    page.items.forEach(take);
    if (page.next === null) {
      break;
    }
    cursor = page.next;
  }
}
