import { useState } from 'react';
import { goTo, type Route } from '../state/route';
import { useStore } from '../state/store';
import { AccountBar } from './AccountBar';
import { useMe, useWorkspace } from './context';
import { Icon, Logo } from './Icon';
import { NewSessionDialog } from './NewSessionDialog';
import { SearchField } from './SearchField';
import { SearchResults } from './SearchResults';
import { SessionItem } from './SessionItem';
import { problemText } from '../state/problems';
import { t } from '../texts';

/** The list of sessions, and the account below it. */
export function Sidebar({ route }: { route: Route }) {
  const { chat, calling: callers, search, toasts } = useWorkspace();
  const me = useMe();
  const sessions = useStore(chat.sessions.items);
  const hasMore = useStore(chat.sessions.hasMore);
  const problem = useStore(chat.sessions.error);
  const calling = useStore(callers);
  const searching = useStore(search.state).text.trim() !== '';
  const [creating, setCreating] = useState(false);
  const [unreadOnly, setUnreadOnly] = useState(false);
  const current = route.page === 'session' ? route.sessionId : undefined;
  // What is on the screen stays in the list while it is being read.
  const shown = unreadOnly ? sessions?.filter(({ id, unread }) => unread > 0 || id === current) : sessions;
  return (
    <aside className="sidebar">
      <header className="sidebar-head">
        <Logo />
        <button className="primary compact" onClick={() => setCreating(true)}>
          <Icon name="plus" /> {t.newChat}
        </button>
      </header>
      <SearchField current={current} />
      {!searching && (sessions ?? []).length > 0 && (
        <div className="list-filter" role="group" aria-label={t.whichChats}>
          {[false, true].map((only) => (
            <button
              key={String(only)}
              type="button"
              className="chip"
              aria-pressed={unreadOnly === only}
              onClick={() => setUnreadOnly(only)}
            >
              {only ? t.unreadChats : t.allChats}
            </button>
          ))}
        </div>
      )}
      {searching && <SearchResults />}
      <nav aria-label={t.chats} className="session-list" hidden={searching}>
        {sessions === undefined && problem === undefined && <ListPlaceholder />}
        {sessions === undefined && problem !== undefined && (
          <p className="list-note" role="alert">
            {problemText(problem)}{' '}
            <button className="link" onClick={() => void chat.sessions.load().catch(() => undefined)}>
              {t.tryAgain}
            </button>
          </p>
        )}
        {shown?.length === 0 && <p className="list-note muted">{unreadOnly ? t.noUnread : t.noChats}</p>}
        <ul>
          {(shown ?? []).map((session) => (
            <SessionItem
              key={session.id}
              session={session}
              me={me.id}
              current={session.id === current}
              calling={calling.has(session.id)}
            />
          ))}
        </ul>
        {hasMore && (
          <button
            className="plain wide"
            onClick={() => void chat.sessions.loadMore().catch((e: unknown) => toasts.error(e))}
          >
            {t.olderChats}
          </button>
        )}
      </nav>
      <AccountBar page={route.page} />
      {creating && (
        <NewSessionDialog
          onClose={() => setCreating(false)}
          onCreated={(session) => {
            setCreating(false);
            goTo({ page: 'session', sessionId: session.id });
          }}
        />
      )}
    </aside>
  );
}

function ListPlaceholder() {
  return (
    <div className="placeholder" aria-hidden="true">
      <div />
      <div />
      <div />
    </div>
  );
}
