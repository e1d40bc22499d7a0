import { useMemo } from 'react';
import type { Session } from '../api/types';
import { asMessage, entriesOf, type Entry } from '../state/entries';
import type { Room } from '../state/room';
import { useStore } from '../state/store';
import { dayName } from '../state/time';
import { AiThinking, UnansweredQuestion } from './AiPending';
import { useWorkspace } from './context';
import { Icon } from './Icon';
import { MessageItem } from './MessageItem';
import { OutgoingState } from './OutgoingState';
import { SeenBy } from './SeenBy';
import { TextMessage } from './TextMessage';
import { useLogScroll } from './useLogScroll';

/** The messages of a session, oldest first, with more of them read as the user scrolls up. */
export function MessageLog({ session, room }: { session: Session; room: Room }) {
  const { me, toasts } = useWorkspace();
  const list = useStore(room.list);
  const loadingOlder = useStore(room.loadingOlder);
  const greeting = useStore(room.greeting);
  const problem = useStore(room.problem);
  const entries = useMemo(() => entriesOf(list, me), [list, me]);
  const loadOlder = () => void room.loadOlder().catch((error: unknown) => toasts.error(error));
  const scroll = useLogScroll({ list, me, onTop: loadOlder, onSeen: () => room.seen() });
  const loading = list.hasOlder === undefined;
  return (
    <div className="log-frame">
      <div
        ref={scroll.log}
        className="log"
        role="log"
        aria-label="Messages"
        aria-live="polite"
        aria-busy={loading || loadingOlder}
        tabIndex={0}
        onScroll={scroll.onScroll}
      >
        {problem !== undefined && loading && (
          <div className="log-note" role="alert">
            {problem.detail}{' '}
            <button className="link" onClick={() => room.catchUp()}>
              Try again
            </button>
          </div>
        )}
        {loading && problem === undefined && <div className="log-note muted">Loading messages…</div>}
        {list.hasOlder === true && (
          <button className="plain older" disabled={loadingOlder} onClick={loadOlder}>
            {loadingOlder ? 'Loading…' : 'Show earlier messages'}
          </button>
        )}
        {!loading && entries.length === 0 && (
          <div className="log-note muted">
            <p>Nothing here yet. Say hello{session.ai ? ', or let the AI do it' : ''}.</p>
          </div>
        )}
        <ol>
          {entries.map((entry) => (
            <LogEntry key={entry.key} entry={entry} session={session} room={room} />
          ))}
        </ol>
        {greeting && <AiThinking text="The AI is about to say hello…" />}
        <SeenBy session={session} room={room} />
      </div>
      {scroll.away && (
        <button className="jump" onClick={scroll.toEnd} aria-label="Jump to the latest messages">
          <Icon name="down" />
          {scroll.fresh > 0 && <span className="badge">{scroll.fresh}</span>}
        </button>
      )}
    </div>
  );
}

function LogEntry({ entry, session, room }: { entry: Entry; session: Session; room: Room }) {
  const { me } = useWorkspace();
  switch (entry.kind) {
    case 'day':
      return (
        <li className="day">
          <span>{dayName(entry.timestamp)}</span>
        </li>
      );
    case 'message':
      return <MessageItem message={entry.message} grouped={entry.grouped} session={session} />;
    case 'outgoing':
      return (
        <TextMessage message={asMessage(entry.outgoing, me)} grouped={entry.grouped} session={session} pending>
          <OutgoingState outgoing={entry.outgoing} room={room} />
        </TextMessage>
      );
    case 'question':
      return (
        <li>
          <UnansweredQuestion question={entry.question} room={room} />
        </li>
      );
  }
}
