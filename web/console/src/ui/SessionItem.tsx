import { memo } from 'react';
import type { Message, Session } from '../api/types';
import { titleOf } from '../state/sessions';
import { shortTime } from '../state/time';
import { Avatar } from './Avatar';

interface Props {
  session: Session;
  me: string;
  current: boolean;
}

export const SessionItem = memo(function SessionItem({ session, me, current }: Props) {
  const title = titleOf(session, me);
  const other = session.members.find((member) => member.userId !== me);
  const unread = session.unread > 0 && !current;
  return (
    <li>
      <a
        className={`session-item${unread ? ' unread' : ''}`}
        href={`#/session/${session.id}`}
        aria-current={current ? 'page' : undefined}
        aria-label={`${title}${unread ? `, ${session.unread} unread` : ''}`}
      >
        <Avatar id={session.kind === 'direct' ? (other?.userId ?? session.id) : session.id} name={title} />
        <span className="session-text">
          <span className="session-line">
            <span className="session-title" dir="auto">
              {title}
            </span>
            <time className="muted" dateTime={session.lastActivity}>
              {shortTime(session.lastActivity)}
            </time>
          </span>
          <span className="session-line">
            <span className="session-last muted" dir="auto">
              {preview(session, me)}
            </span>
            {unread && <span className="badge">{session.unread > 99 ? '99+' : session.unread}</span>}
          </span>
        </span>
      </a>
    </li>
  );
});

function preview(session: Session, me: string): string {
  const message = session.lastMessage;
  return message === undefined
    ? 'No messages yet'
    : `${authorOf(message, session, me)}${message.content.slice(0, 120)}`;
}

function authorOf(message: Message, session: Session, me: string): string {
  if (message.messageType === 'ai_response' || message.messageType === 'ai_greeting') {
    return 'AI: ';
  }
  if (message.messageType !== 'text') {
    return '';
  }
  if (message.userId === me) {
    return 'You: ';
  }
  const member = session.members.find((candidate) => candidate.userId === message.userId);
  return session.kind === 'direct' || member === undefined ? '' : `${member.displayName}: `;
}
