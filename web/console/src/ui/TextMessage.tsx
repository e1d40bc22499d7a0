import type { ReactNode } from 'react';
import type { Message, Session } from '../api/types';
import { nameOf } from '../state/names';
import { clock } from '../state/time';
import { Avatar } from './Avatar';
import { useWorkspace } from './context';
import { RichText } from './RichText';

interface Props {
  message: Message;
  /** Whether it goes on where the message above left off. */
  grouped: boolean;
  session: Session;
  pending?: boolean;
  children?: ReactNode;
}

/** A message by a member; one's own stand at the other side. */
export function TextMessage({ message, grouped, session, pending, children }: Props) {
  const { me } = useWorkspace();
  const mine = message.userId === me;
  const name = nameOf(message.userId, session);
  const classes = ['message', mine && 'mine', grouped && 'grouped', pending === true && 'pending'];
  return (
    <li className={classes.filter(Boolean).join(' ')} data-testid="message">
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
        <div className="bubble" title={new Date(message.timestamp).toLocaleString()}>
          <RichText text={message.content} />
        </div>
        {children}
      </div>
    </li>
  );
}
