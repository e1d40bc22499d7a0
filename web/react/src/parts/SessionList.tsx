import type { Session } from '@cogo-chat/client';
import { plainText, runIn, titleOf, whenText } from '@cogo-chat/parts';
import type { ReactNode } from 'react';
import { useSessions, useUser } from '../hooks.js';
import { useTexts } from './texts.js';

interface ItemProps {
  session: Session;
  current?: boolean;
  onSelect: (sessionId: string) => void;
}

function Item({ session, current = false, onSelect }: ItemProps) {
  const texts = useTexts();
  const me = useUser()?.id;
  return (
    <button
      type="button"
      className="cogo-session"
      aria-current={current}
      data-unread={session.unread > 0}
      onClick={() => onSelect(session.id)}
    >
      <strong dir="auto">{titleOf(session, me, texts)}</strong>
      <time dir="auto" dateTime={session.lastActivity}>
        {whenText(session.lastActivity, texts)}
      </time>
      <span className="cogo-last" dir="auto">
        {plainText(session.lastMessage?.content.slice(0, 200) ?? '')}
      </span>
      {session.unread > 0 && (
        <span className="cogo-count">
          <span aria-hidden="true">{session.unread}</span>
          <span className="cogo-hidden">{texts.unread(session.unread)}</span>
        </span>
      )}
    </button>
  );
}

interface RootProps {
  /** The id of the session that is shown. */
  current?: string;
  onSelect: (sessionId: string) => void;
  children?: (session: Session) => ReactNode;
}

function Root({ current, onSelect, children }: RootProps) {
  const { sessions, hasMore, error, loadMore } = useSessions();
  const texts = useTexts();
  return (
    <nav className="cogo-sessions" aria-label={texts.sessions}>
      <ul>
        {sessions?.map((session) => (
          <li key={session.id}>
            {children?.(session) ?? <Item session={session} current={session.id === current} onSelect={onSelect} />}
          </li>
        ))}
      </ul>
      {sessions?.length === 0 && <p className="cogo-empty">{texts.noSessions}</p>}
      {sessions === undefined && <p className="cogo-empty">{error?.message ?? texts.loading}</p>}
      {hasMore && (
        <button type="button" onClick={() => runIn(loadMore, () => undefined)}>
          {texts.more}
        </button>
      )}
    </nav>
  );
}

/** The user's sessions, newest activity first. */
export const SessionList = { Root, Item };
