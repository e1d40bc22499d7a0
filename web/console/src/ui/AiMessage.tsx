import type { ReactNode } from 'react';
import type { Message, Session } from '../api/types';
import { clock } from '../state/time';
import { EditedMark } from './EditedMark';
import { Icon } from './Icon';
import { RichText } from './RichText';
import { Tombstone } from './TextMessage';

interface Props {
  message: Message;
  session: Session;
  quote?: ReactNode;
  tools?: ReactNode;
  children?: ReactNode;
}

export function AiMessage({ message, session, quote, tools, children }: Props) {
  const language = word(message, 'language');
  const model = word(message, 'model');
  const deleted = message.deletedAt !== undefined;
  return (
    <li className="message ai" data-testid="ai-message" data-seq={message.seq}>
      <AiAvatar />
      <div className="message-body">
        <div className="message-head">
          <strong>AI</strong>
          {model !== undefined && <span className="tag">{model}</span>}
          <time className="muted" dateTime={message.timestamp}>
            {clock(message.timestamp)}
          </time>
        </div>
        <div className="bubble-line">
          <div className={`bubble${deleted ? ' deleted' : ''}`} lang={deleted ? undefined : language}>
            {quote}
            {deleted ? <Tombstone message={message} session={session} /> : <RichText text={message.content} />}
            <EditedMark message={message} session={session} />
          </div>
          {tools}
        </div>
        {children}
      </div>
    </li>
  );
}

export function AiAvatar() {
  return (
    <span className="avatar ai" aria-hidden="true">
      <Icon name="spark" />
    </span>
  );
}

function word(message: Message, name: string): string | undefined {
  const value = message.metadata?.[name];
  return typeof value === 'string' ? value : undefined;
}
