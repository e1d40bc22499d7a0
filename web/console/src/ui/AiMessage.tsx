import { assistantOf } from '@cogo-chat/parts';
import type { ReactNode } from 'react';
import { authorOf } from '../state/quotes';
import { clock } from '../state/time';
import { t } from '../texts';
import type { Message, Session } from '../types';
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
      <AiAvatar emoji={emojiOf(assistantOf(message)?.avatar)} />
      <div className="message-body">
        <div className="message-head">
          <strong dir="auto">{authorOf(message)}</strong>
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

export function AiAvatar({ emoji }: { emoji?: string }) {
  return (
    <span className="avatar ai" aria-hidden="true">
      {emoji ?? <Icon name="spark" />}
    </span>
  );
}

/** Of an assistant's avatar what this page shows: it loads no pictures of others. */
export function emojiOf(avatar: string | undefined): string | undefined {
  return avatar?.startsWith('https:') ? undefined : avatar;
}

/** Why an answer is not whole. */
function cutOf({ metadata, parts: [part] }: Message): string | undefined {
  return metadata['truncated'] === true ? t.cut[(part?.type === 'ai' && part.cut) || 'length'] : undefined;
}

function word(message: Message, name: string): string | undefined {
  const value = message.metadata[name];
  return typeof value === 'string' ? value : undefined;
}
