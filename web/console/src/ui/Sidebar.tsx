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
  const current = route.page === 'session' ? route.sessionId : undefined;
  return (
    <aside className="sidebar">
      <header className="sidebar-head">
        <Logo />
        <button className="primary compact" onClick={() => setCreating(true)}>
          <Icon name="plus" /> New chat
        </button>
      </header>
      <SearchField current={current} />
      {searching && <SearchResults />}
      <nav aria-label="Chats" className="session-list" hidden={searching}>
        {sessions === undefined && problem === undefined && <ListPlaceholder />}
        {sessions === undefined && problem !== undefined && (
          <p className="list-note" role="alert">
            {problem.message}{' '}
            <button className="link" onClick={() => void chat.sessions.load().catch(() => undefined)}>
              Try again
            </button>
          </p>
        )}
        {sessions?.length === 0 && <p className="list-note muted">No chats yet.</p>}
        <ul>
          {(sessions ?? []).map((session) => (
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
            Show older chats
          </button>
        )}
      </nav>
      <AccountBar />
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
