import { markdown } from '@cogo-chat/parts';
import { memo } from 'react';
import type { wire } from '@cogo-chat/client';
import { lineOf } from '../state/quotes';
import type { Session } from '../types';
import { titleOf } from '../state/sessions';
import { useStore } from '../state/store';
import { shortTime } from '../state/time';
import { Avatar } from './Avatar';
import { Icon, type IconName } from './Icon';
import { t } from '../texts';

interface Props {
  session: Session;
  me: string;
  current: boolean;
  /** Whether somebody mentioned or answered the user there. */
  calling: boolean;
}

export const SessionItem = memo(function SessionItem({ session, me, current, calling }: Props) {
  // Previews are without marks as soon as these can be read.
  useStore(markdown);
  const title = titleOf(session, me);
  const other = session.members.find((member) => member.userId !== me);
  const unread = session.unread > 0 && !current;
  return (
    <li>
      <a
        className={`session-item${unread ? ' unread' : ''}${session.muted ? ' muted-chat' : ''}`}
        href={`#/session/${session.id}`}
        aria-current={current ? 'page' : undefined}
        data-testid="session-item"
      >
        <Avatar id={session.kind === 'direct' ? (other?.userId ?? session.id) : session.id} name={title} />
        <span className="session-text">
          <span className="session-line">
            <span className="session-title" dir="auto">
              {session.encrypted && <Mark icon="lock" says={t.encrypted} />}
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
            {session.archivedAt !== undefined && <Mark icon="archive" says={t.archived} />}
            {session.muted && <Mark icon="mute" says={t.muted} />}
            {calling && (
              <span className="badge call">
                <span aria-hidden="true">@</span>
                <span className="visually-hidden">{t.mentioned}</span>
              </span>
            )}
            {unread && (
              <span className="badge" data-testid="unread">
                <span aria-hidden="true">{session.unread > 99 ? '99+' : session.unread}</span>
                <span className="visually-hidden">{t.unread(session.unread)}</span>
              </span>
            )}
          </span>
        </span>
      </a>
    </li>
  );
});

/** A sign, and for who does not see it a word. */
function Mark({ icon, says }: { icon: IconName; says: string }) {
  return (
    <>
      <Icon name={icon} />
      <span className="visually-hidden">{says}</span>
    </>
  );
}

function preview(session: Session, me: string): string {
  const message = session.lastMessage;
  if (message === undefined) {
    return t.noMessages;
  }
  if (message.deletedAt !== undefined) {
    return t.messageDeleted;
  }
  // Lists leave out what is encrypted.
  const text =
    message.content === '' && session.encrypted
      ? t.encryptedMessage
      : message.unreadable === true
        ? t.unreadableMessage
        : lineOf(message.content);
  return `${authorOf(message, session, me)}${text}`;
}

function authorOf(message: wire.Message, session: Session, me: string): string {
  if (message.messageType === 'ai_response' || message.messageType === 'ai_greeting') {
    const ai = message.metadata?.['ai'] as { assistant?: { displayName?: string } } | undefined;
    return t.says(ai?.assistant?.displayName ?? t.ai);
  }
  if (message.messageType !== 'text') {
    return '';
  }
  if (message.userId === me) {
    return t.says(t.you);
  }
  const member = session.members.find((candidate) => candidate.userId === message.userId);
  return session.kind === 'direct' || member === undefined ? '' : t.says(member.displayName);
}
