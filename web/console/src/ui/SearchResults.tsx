import { markdown } from '@cogo-chat/parts';
import { useEffect, useMemo, useState } from 'react';
import { nameOf } from '../state/names';
import type { Message, Session } from '../types';
import { highlighted } from '../state/highlight';
import { authorOf } from '../state/quotes';
import { goTo, hashOf, type Route } from '../state/route';
import { titleOf } from '../state/sessions';
import { useStore } from '../state/store';
import { shortTime } from '../state/time';
import { problemText } from '../state/problems';
import { useWorkspace } from './context';
import { t } from '../texts';

/** What was found, newest first; a click goes to the message. */
export function SearchResults() {
  const { chat, search, me } = useWorkspace();
  const { items, query, next, busy, problem, sessionId } = useStore(search.state);
  const sessions = useStore(chat.sessions.items) ?? [];
  const encrypted = sessions.find((session) => session.id === sessionId)?.encrypted === true;
  return (
    <section className="session-list results" aria-label={t.foundMessages} aria-busy={busy}>
      <p className="visually-hidden" role="status">
        {busy || items === undefined ? '' : t.found(items.length, next !== undefined)}
      </p>
      {problem !== undefined && (
        <p className="list-note" role="alert">
          {problemText(problem)}{' '}
          <button className="link" onClick={() => search.again()}>
            {t.tryAgain}
          </button>
        </p>
      )}
      {problem === undefined && items === undefined && <p className="list-note muted">{t.searching}</p>}
      {items?.length === 0 && problem === undefined && (
        <p className="list-note muted">{encrypted ? t.notSearchable : t.nothingFound}</p>
      )}
      <ul>
        {(items ?? []).map((message) => (
          <Result key={message.key} message={message} query={query} me={me} />
        ))}
      </ul>
      {next !== undefined && (
        <button className="plain wide" disabled={busy} onClick={() => void search.more()}>
          {t.showMore}
        </button>
      )}
    </section>
  );
}

function Result({ message, query, me }: { message: Message; query: string; me: string }) {
  const session = useSession(message.sessionId);
  const parse = useStore(markdown);
  const parts = useMemo(() => highlighted(message.text, query), [message.text, query, parse]);
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
          <time className="muted" dateTime={message.createdAt}>
            {shortTime(message.createdAt)}
          </time>
        </span>
        <span className="result-text" dir="auto">
          <span className="muted">{session === undefined ? '' : t.says(authorIn(message, session))}</span>
          {parts.map((part, i) => (part.hit ? <mark key={i}>{part.text}</mark> : part.text))}
        </span>
      </a>
    </li>
  );
}

/** A session of the list, or one that is read for this. */
function useSession(sessionId: string): Session | undefined {
  const { chat } = useWorkspace();
  const listed = useStore(chat.sessions.items)?.find(({ id }) => id === sessionId);
  const [read, setRead] = useState<Session>();
  const missing = listed === undefined;
  useEffect(() => {
    if (missing) {
      chat.call('GET /chat/session/{sessionId}', { path: { sessionId } }).then(setRead, () => undefined);
    }
  }, [chat, missing, sessionId]);
  return listed ?? read;
}

function authorIn(message: Message, session: Session): string {
  const { author, mine } = message;
  return author.kind === 'user' && !mine ? nameOf(author.id, session) : authorOf(message);
}
