import { goTo } from '../state/route';
import type { Search } from '../state/search';

/** The search field's id; there is one on the page. */
export const SEARCH_FIELD = 'search-field';

/** Goes to the search field, to search in one session; on a phone the field is on another page. */
export function searchIn(search: Search, sessionId: string): void {
  search.within(sessionId);
  if (document.getElementById(SEARCH_FIELD)?.offsetParent === null) {
    goTo({ page: 'home' });
  }
  setTimeout(() => document.getElementById(SEARCH_FIELD)?.focus());
}
