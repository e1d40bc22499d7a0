import { useEffect, useMemo } from 'react';
import type { Message } from '../api/types';
import { highlighted } from '../state/highlight';
import { authorOf } from '../state/quotes';
import { goTo, hashOf, type Route } from '../state/route';
import { titleOf } from '../state/sessions';
import { useStore } from '../state/store';
import { shortTime } from '../state/time';
import { useWorkspace } from './context';

/** What was found, newest first; a click goes to the message. */
export function SearchResults() {
  const { inbox, search, me } = useWorkspace();
  const { items, query, next, busy, problem, sessionId } = useStore(search.state);
  const sessions = useStore(inbox.sessions) ?? [];
  const encrypted = sessions.find((session) => session.id === sessionId)?.encrypted === true;
  return (
    <section className="session-list results" aria-label="Found messages" aria-busy={busy}>
      <p className="visually-hidden" role="status">
        {busy || items === undefined ? '' : `${items.length}${next === null ? '' : ' or more'} messages found`}
      </p>
      {problem !== undefined && (
        <p className="list-note" role="alert">
          {problem.detail}{' '}
          <button className="link" onClick={() => search.again()}>
            Try again
          </button>
        </p>
      )}
      {problem === undefined && items === undefined && <p className="list-note muted">Searching…</p>}
      {items?.length === 0 && problem === undefined && (
        <p className="list-note muted">
          {encrypted ? 'Encrypted chats can’t be searched.' : 'No message has all of these words.'}
        </p>
      )}
      <ul>
        {(items ?? []).map((message) => (
          <Result key={message.id} message={message} query={query} me={me} />
        ))}
      </ul>
      {next !== null && (
        <button className="plain wide" disabled={busy} onClick={() => void search.more()}>
          Show more
        </button>
      )}
    </section>
  );
}

function Result({ message, query, me }: { message: Message; query: string; me: string }) {
  const { inbox } = useWorkspace();
  const session = useStore(inbox.sessions)?.find((candidate) => candidate.id === message.sessionId);
  const parts = useMemo(() => highlighted(message.content, query), [message.content, query]);
  const missing = session === undefined;
  useEffect(() => {
    if (missing) {
      void inbox.refresh(message.sessionId);
    }
  }, [inbox, missing, message.sessionId]);
  const place: Route = { page: 'session', sessionId: message.sessionId, at: message.seq };
  return (
    <li>
      <a
        className="result-item"
        data-testid="search-result"
        href={hashOf(place)}
        onClick={(event) => {
          // A second click on the same one goes there again.
          event.preventDefault();
          goTo(place);
        }}
      >
        <span className="session-line">
          <span className="session-title" dir="auto">
            {session === undefined ? '…' : titleOf(session, me)}
          </span>
          <time className="muted" dateTime={message.timestamp}>
            {shortTime(message.timestamp)}
          </time>
        </span>
        <span className="result-text" dir="auto">
          <span className="muted">{session === undefined ? '' : `${authorOf(message, session, me)}: `}</span>
          {parts.map((part, i) => (part.hit ? <mark key={i}>{part.text}</mark> : part.text))}
        </span>
      </a>
    </li>
  );
}
