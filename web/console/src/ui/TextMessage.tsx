import type { ReactNode } from 'react';
import type { Message, Session } from '../types';
import { nameOf } from '../state/names';
import { clock, fullTime } from '../state/time';
import { Avatar } from './Avatar';
import { useWorkspace } from './context';
import { EditedMark } from './EditedMark';
import { RichText } from './RichText';
import { t } from '../texts';

interface Props {
  message: Message;
  /** Whether it goes on where the message above left off. */
  grouped: boolean;
  session: Session;
  /** What it answers, above the text. */
  quote?: ReactNode;
  /** What can be done with it, beside the text. */
  tools?: ReactNode;
  /** Stands in the place of the text while it is changed. */
  editor?: ReactNode;
  children?: ReactNode;
}

/** A message by a member; one's own stand at the other side. */
export function TextMessage({ message, grouped, session, quote, tools, editor, children }: Props) {
  const { me } = useWorkspace();
  const {
    author,
    mine,
    mentions: mentioned,
    parts: [part],
  } = message;
  const authorId = author.kind === 'user' ? author.id : undefined;
  const name = nameOf(authorId, session);
  const names = mentioned.map((userId) => nameOf(userId, session)).join('\n');
  const classes = ['message', mine && 'mine', grouped && 'grouped', message.state !== 'sent' && 'pending'];
  const bubble = [
    'bubble',
    (part?.type === 'deleted' || part?.type === 'unreadable') && 'deleted',
    mentioned.includes(me) && 'calls',
  ];
  return (
    <li className={classes.filter(Boolean).join(' ')} data-testid="message" data-seq={message.seq}>
      {!mine && (grouped ? <span className="avatar-gap" /> : <Avatar id={authorId ?? ''} name={name} />)}
      <div className="message-body">
        {!grouped && (
          <div className="message-head">
            <strong dir="auto">{mine ? t.you : name}</strong>
            <time className="muted" dateTime={message.createdAt}>
              {clock(message.createdAt)}
            </time>
          </div>
        )}
        {editor ?? (
          <div className="bubble-line">
            <div className={bubble.filter(Boolean).join(' ')} title={fullTime(message.createdAt)}>
              {quote}
              {part?.type === 'deleted' ? (
                <Tombstone message={message} session={session} />
              ) : part?.type === 'unreadable' ? (
                <p data-testid="unreadable">{t.cantBeRead}</p>
              ) : (
                <RichText text={message.text} mentions={names} />
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
  const {
    author,
    parts: [part],
  } = message;
  const deletedBy = part?.type === 'deleted' ? part.by : undefined;
  const other = deletedBy !== undefined && !(author.kind === 'user' && author.id === deletedBy);
  return <p data-testid="tombstone">{other ? t.messageDeletedBy(nameOf(deletedBy, session)) : t.messageDeleted}</p>;
}
