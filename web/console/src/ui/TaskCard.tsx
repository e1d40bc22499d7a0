import type { Message, Session, TaskStatus } from '../types';
import { nameOf } from '../state/names';
import { useStore } from '../state/store';
import { clock } from '../state/time';
import { useWorkspace } from './context';
import { Icon } from './Icon';
import { ResultDetails } from './ResultDetails';

const statusNames: Record<TaskStatus, string> = {
  queued: 'Waiting for an agent',
  working: 'Working',
  completed: 'Completed',
  failed: 'Failed',
};

interface Props {
  message: Message;
  taskId: string;
  session: Session;
}

/** A task that was handed to an agent, live for every member until it ends. */
export function TaskCard({ message, taskId, session }: Props) {
  const { chat } = useWorkspace();
  const { task, error } = useStore(chat.room(message.sessionId).tasks.watch(taskId));
  const type = task?.taskType ?? String(message.metadata['taskType'] ?? 'Task');
  const asker = task?.userId ?? (message.metadata['userId'] as string | undefined);
  const status = task?.status ?? 'queued';
  return (
    <li className="card-line" data-seq={message.seq}>
      <article className={`card task ${status}`} aria-label={`Task ${type}`} data-testid="task-card">
        <header>
          <span className="card-icon">
            <Icon name="task" />
          </span>
          <div>
            <strong>{type}</strong>
            <small className="muted">
              {asker !== undefined && `for ${nameOf(asker, session)} · `}
              {clock(message.createdAt)}
            </small>
          </div>
          <span className={`state ${status}`}>{statusNames[status]}</span>
        </header>
        <div className="progress-line">
          <progress max={100} value={task?.progress ?? 0} aria-label="Progress" />
          <output>{task?.progress ?? 0} %</output>
        </div>
        {task?.note !== undefined && status === 'working' && (
          <p className="muted task-note" dir="auto">
            {task.note}
          </p>
        )}
        {task?.error !== undefined && (
          <p className="problem" dir="auto">
            {task.error.message} <span className="tag">{task.error.code}</span>
          </p>
        )}
        {task?.result !== undefined && <ResultDetails result={task.result} />}
        {task === undefined && error !== undefined && <p className="problem">{error.message}</p>}
      </article>
    </li>
  );
}
