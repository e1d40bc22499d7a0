import type { Message } from '../api/types';
import { clock } from '../state/time';
import { Icon } from './Icon';
import { RichText } from './RichText';

/** How a task ended, as a message of the session. */
export function TaskResult({ message }: { message: Message }) {
  const failed = message.metadata?.['status'] === 'failed';
  const type = message.metadata?.['taskType'];
  return (
    <li className="message agent" data-testid="agent-result">
      <span className={`avatar agent${failed ? ' failed' : ''}`} aria-hidden="true">
        <Icon name={failed ? 'close' : 'task'} />
      </span>
      <div className="message-body">
        <div className="message-head">
          <strong>Agent</strong>
          {typeof type === 'string' && <span className="tag">{type}</span>}
          <time className="muted" dateTime={message.timestamp}>
            {clock(message.timestamp)}
          </time>
        </div>
        <div className={`bubble${failed ? ' failed' : ''}`}>
          <RichText text={message.content} />
        </div>
      </div>
    </li>
  );
}
