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
  tools?: ReactNode;
  children?: ReactNode;
}

/** How a task ended, as a message of the session. */
export function TaskResult({ message, session, tools, children }: Props) {
  const failed = message.metadata['status'] === 'failed';
  const type = message.metadata['taskType'];
  const deleted = message.parts[0]?.type === 'deleted';
  return (
    <li className="message agent" data-testid="agent-result" data-seq={message.seq}>
      <span className={`avatar agent${failed ? ' failed' : ''}`} aria-hidden="true">
        <Icon name={failed ? 'close' : 'task'} />
      </span>
      <div className="message-body">
        <div className="message-head">
          <strong>Agent</strong>
          {typeof type === 'string' && <span className="tag">{type}</span>}
          <time className="muted" dateTime={message.createdAt}>
            {clock(message.createdAt)}
          </time>
        </div>
        <div className="bubble-line">
          <div className={`bubble${failed ? ' failed' : ''}${deleted ? ' deleted' : ''}`}>
            {deleted ? <Tombstone message={message} session={session} /> : <RichText text={message.text} />}
            <EditedMark message={message} session={session} />
          </div>
          {tools}
        </div>
        {children}
      </div>
    </li>
  );
}
