import type { Message } from '../api/types';
import { clock } from '../state/time';
import { Icon } from './Icon';
import { RichText } from './RichText';

export function AiMessage({ message }: { message: Message }) {
  const language = word(message, 'language');
  const model = word(message, 'model');
  return (
    <li className="message ai" data-testid="ai-message">
      <AiAvatar />
      <div className="message-body">
        <div className="message-head">
          <strong>AI</strong>
          {model !== undefined && <span className="tag">{model}</span>}
          <time className="muted" dateTime={message.timestamp}>
            {clock(message.timestamp)}
          </time>
        </div>
        <div className="bubble" lang={language}>
          <RichText text={message.content} />
        </div>
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
