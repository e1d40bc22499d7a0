import { useEffect } from 'react';
import type { Room } from '../state/room';
import { useStore } from '../state/store';
import type { Message } from '../types';
import { useWorkspace } from './context';
import { t } from '../texts';

/** The beginning of the message that another one answers; a click goes there. */
export function Quote({ reply, room }: { reply: Message; room: Room }) {
  const { toasts } = useWorkspace();
  const read = useStore(room.quotes);
  useStore(room.chat.messages.items);
  const quoted = room.quoted(reply);
  useEffect(() => {
    if (quoted === undefined) {
      void room.loadQuote(reply);
    }
  }, [quoted === undefined, reply, room]);
  if (quoted === undefined) {
    const lost = read.has(reply.replyTo ?? '');
    return <div className="quote missing">{lost ? t.quoteLost : t.loading}</div>;
  }
  const { author, text, seq } = quoted;
  return (
    <button
      type="button"
      className="quote"
      data-testid="quote"
      disabled={seq === undefined}
      onClick={() => void room.reveal(seq!).catch((error: unknown) => toasts.error(error))}
    >
      <span className="visually-hidden">{t.inReplyTo} </span>
      <strong dir="auto">{author}</strong>
      <span dir="auto">{text}</span>
    </button>
  );
}
