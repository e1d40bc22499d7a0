import type { ReactNode } from 'react';
import type { Message, Session } from '../types';
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
  const deleted = message.parts[0]?.type === 'deleted';
  const cut = cutOf(message);
  return (
    <li className="message ai" data-testid="ai-message" data-seq={message.seq}>
      <AiAvatar />
      <div className="message-body">
        <div className="message-head">
          <strong>AI</strong>
          {model !== undefined && <span className="tag">{model}</span>}
          <time className="muted" dateTime={message.createdAt}>
            {clock(message.createdAt)}
          </time>
        </div>
        <div className="bubble-line">
          <div className={`bubble${deleted ? ' deleted' : ''}`} lang={deleted ? undefined : language}>
            {quote}
            {deleted ? <Tombstone message={message} session={session} /> : <RichText text={message.text} />}
            <EditedMark message={message} session={session} />
          </div>
          {tools}
        </div>
        {cut !== undefined && !deleted && <p className="muted">{cut}</p>}
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

/** Why an answer is not whole. */
function cutOf({ metadata }: Message): string | undefined {
  if (metadata['truncated'] !== true) {
    return undefined;
  }
  switch ((metadata['ai'] as { cut?: string } | undefined)?.cut) {
    case 'cancelled':
      return 'Stopped here.';
    case 'interrupted':
      return 'The answer broke off here.';
    default:
      return 'The answer was cut here: it was too long.';
  }
}

function word(message: Message, name: string): string | undefined {
  const value = message.metadata[name];
  return typeof value === 'string' ? value : undefined;
}
