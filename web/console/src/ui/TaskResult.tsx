import type { ReactNode } from 'react';
import { clock } from '../state/time';
import { t } from '../texts';
import type { Message, Session } from '../types';
import { EditedMark } from './EditedMark';
import { Icon } from './Icon';
import { RichText } from './RichText';
import { TaskDetails } from './TaskDetails';
import { Tombstone } from './TextMessage';

interface Props {
  message: Message;
  session: Session;
  tools?: ReactNode;
  children?: ReactNode;
}

/** How a task ended, as a message of the session, with all that the agent made on demand. */
export function TaskResult({ message, session, tools, children }: Props) {
  const failed = message.metadata['status'] === 'failed';
  const { taskType: type, taskId } = message.metadata;
  const deleted = message.parts[0]?.type === 'deleted';
  return (
    <li className="message agent" data-testid="agent-result" data-seq={message.seq}>
      <span className={`avatar agent${failed ? ' failed' : ''}`} aria-hidden="true">
        <Icon name={failed ? 'close' : 'task'} />
      </span>
      <div className="message-body">
        <div className="message-head">
          <strong>{t.agent}</strong>
          {typeof type === 'string' && <span className="tag">{type}</span>}
          <time className="muted" dateTime={message.createdAt}>
            {clock(message.createdAt)}
          </time>
        </div>
        <div className="bubble-line">
          <div className={`bubble${failed ? ' failed' : ''}${deleted ? ' deleted' : ''}`}>
            {deleted ? <Tombstone message={message} session={session} /> : <RichText text={message.text} />}
            <EditedMark message={message} session={session} />
            {!deleted && typeof taskId === 'string' && <TaskDetails taskId={taskId} sessionId={message.sessionId} />}
          </div>
          {tools}
        </div>
        {children}
      </div>
    </li>
  );
}
