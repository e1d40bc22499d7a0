import { titleOf } from '../state/sessions';
import { useStore } from '../state/store';
import { useWorkspace } from './context';
import { Icon } from './Icon';
import { SEARCH_FIELD } from './searchIn';
import { t } from '../texts';

/** Searches as the user types, in all sessions or in one: the one on the screen, or the one that was chosen. */
export function SearchField({ current }: { current: string | undefined }) {
  const { chat, search, me } = useWorkspace();
  const { text, sessionId } = useStore(search.state);
  const sessions = useStore(chat.sessions.items) ?? [];
  const one = sessions.find((session) => session.id === (sessionId ?? current));
  return (
    <search className="search">
      <label className="search-line">
        <Icon name="search" />
        <span className="visually-hidden">{t.searchMessages}</span>
        <input
          id={SEARCH_FIELD}
          type="search"
          placeholder={t.searchMessages}
          dir="auto"
          maxLength={200}
          autoComplete="off"
          value={text}
          onChange={(event) => search.type(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && search.clear()}
        />
        {(text !== '' || sessionId !== undefined) && (
          <button type="button" className="icon-button" aria-label={t.endSearch} onClick={() => search.clear()}>
            <Icon name="close" />
          </button>
        )}
      </label>
      {(text !== '' || sessionId !== undefined) && one !== undefined && (
        <div className="search-scope" role="group" aria-label={t.searchWhere}>
          <button
            type="button"
            className="chip"
            aria-pressed={sessionId === undefined}
            onClick={() => search.within(undefined)}
          >
            {t.everywhere}
          </button>
          <button
            type="button"
            className="chip"
            aria-pressed={sessionId === one.id}
            onClick={() => search.within(one.id)}
          >
            <span dir="auto">{titleOf(one, me)}</span>
          </button>
        </div>
      )}
    </search>
  );
}
