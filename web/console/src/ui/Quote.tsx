import { useEffect } from 'react';
import type { Message, Session } from '../api/types';
import { authorOf, excerptOf } from '../state/quotes';
import type { Room } from '../state/room';
import { useStore } from '../state/store';
import { useWorkspace } from './context';

interface Props {
  reply: Message;
  /** The message that it answers, if it is here. */
  quoted: Message | undefined;
  session: Session;
  room: Room;
}

/** The beginning of the message that another one answers; a click goes there. */
export function Quote({ reply, quoted, session, room }: Props) {
  const { me, toasts } = useWorkspace();
  const lost = useStore(room.lostQuotes).has(reply.replyTo ?? '');
  useEffect(() => {
    if (quoted === undefined) {
      void room.loadQuote(reply);
    }
  }, [quoted, reply, room]);
  if (quoted === undefined) {
    return <div className="quote missing">{lost ? 'The original message is not available.' : 'Loading…'}</div>;
  }
  const author = authorOf(quoted, session, me);
  return (
    <button
      type="button"
      className="quote"
      data-testid="quote"
      aria-label={`In reply to ${author}: ${excerptOf(quoted)}. Go to that message`}
      onClick={() => void room.reveal(quoted.seq).catch((error: unknown) => toasts.error(error))}
    >
      <strong dir="auto">{author}</strong>
      <span dir="auto">{excerptOf(quoted)}</span>
    </button>
  );
}
