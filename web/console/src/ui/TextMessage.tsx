import type { ReactNode } from 'react';
import type { Message, Session } from '../api/types';
import { nameOf } from '../state/names';
import { clock } from '../state/time';
import { Avatar } from './Avatar';
import { useWorkspace } from './context';
import { EditedMark } from './EditedMark';
import { RichText } from './RichText';

interface Props {
  message: Message;
  /** Whether it goes on where the message above left off. */
  grouped: boolean;
  session: Session;
  pending?: boolean;
  /** What it answers, above the text. */
  quote?: ReactNode;
  /** What can be done with it, beside the text. */
  tools?: ReactNode;
  /** Stands in the place of the text while it is changed. */
  editor?: ReactNode;
  children?: ReactNode;
}

/** A message by a member; one's own stand at the other side. */
export function TextMessage({ message, grouped, session, pending, quote, tools, editor, children }: Props) {
  const { me } = useWorkspace();
  const mine = message.userId === me;
  const name = nameOf(message.userId, session);
  const mentioned = message.mentions ?? [];
  const names = mentioned.map((userId) => nameOf(userId, session)).join('\n');
  const classes = ['message', mine && 'mine', grouped && 'grouped', pending === true && 'pending'];
  const bubble = [
    'bubble',
    (message.deletedAt !== undefined || message.unreadable === true) && 'deleted',
    mentioned.includes(me) && 'calls',
  ];
  return (
    <li
      className={classes.filter(Boolean).join(' ')}
      data-testid="message"
      data-seq={message.seq === 0 ? undefined : message.seq}
    >
      {!mine && (grouped ? <span className="avatar-gap" /> : <Avatar id={message.userId ?? ''} name={name} />)}
      <div className="message-body">
        {!grouped && (
          <div className="message-head">
            <strong dir="auto">{mine ? 'You' : name}</strong>
            <time className="muted" dateTime={message.timestamp}>
              {clock(message.timestamp)}
            </time>
          </div>
        )}
        {editor ?? (
          <div className="bubble-line">
            <div className={bubble.filter(Boolean).join(' ')} title={new Date(message.timestamp).toLocaleString()}>
              {quote}
              {message.deletedAt !== undefined ? (
                <Tombstone message={message} session={session} />
              ) : message.unreadable === true ? (
                <p data-testid="unreadable">The server can’t read this message</p>
              ) : (
                <RichText text={message.content} mentions={names} />
              )}
              <EditedMark message={message} session={session} />
            </div>
            {tools}
          </div>
        )}
        {children}
      </div>
    </li>
  );
}

/** What is left of a deleted message, with who deleted it if it was not the author. */
export function Tombstone({ message, session }: { message: Message; session: Session }) {
  const { deletedBy, userId } = message;
  const other = deletedBy !== undefined && deletedBy !== userId;
  return <p data-testid="tombstone">Message deleted{other ? ` by ${nameOf(deletedBy, session)}` : ''}</p>;
}
