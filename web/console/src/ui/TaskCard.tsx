import { useState } from 'react';
import { nameOf } from '../state/names';
import { problemText } from '../state/problems';
import { useStore } from '../state/store';
import { clock } from '../state/time';
import { t } from '../texts';
import type { Message, Session } from '../types';
import { ConfirmDialog } from './ConfirmDialog';
import { useWorkspace } from './context';
import { Icon } from './Icon';
import { Problem } from './Problem';

interface Props {
  message: Message;
  taskId: string;
  session: Session;
}

/** A task that was handed to an agent, live for every member until it ends. What it asks and how it ends are messages of their own. */
export function TaskCard({ message, taskId, session }: Props) {
  const { chat, me } = useWorkspace();
  const { tasks } = chat.room(message.sessionId);
  const { task, error } = useStore(tasks.watch(taskId));
  const [canceling, setCanceling] = useState(false);
  const type = task?.taskType ?? String(message.metadata['taskType'] ?? t.task);
  const asker = task?.userId ?? (message.metadata['userId'] as string | undefined);
  const status = task?.status ?? 'queued';
  const open = task !== undefined && !['completed', 'failed', 'canceled'].includes(status);
  const mayCancel = open && (asker === me || (session.kind === 'group' && session.role !== 'member'));
  return (
    <li className="card-line" data-seq={message.seq}>
      <article className={`card task ${status}`} aria-label={t.taskOf(type)} data-testid="task-card">
        <header>
          <span className="card-icon">
            <Icon name="task" />
          </span>
          <div>
            <strong>{type}</strong>
            <small className="muted">
              {asker !== undefined && `${t.taskFor(nameOf(asker, session))} · `}
              {clock(message.createdAt)}
            </small>
          </div>
          <span className={`state ${status}`}>{t.taskStatus[status]}</span>
        </header>
        {open && (
          <div className="progress-line">
            <progress max={100} value={task.progress} aria-label={t.progress} />
            <output>{task.progress} %</output>
          </div>
        )}
        {task?.note !== undefined && status === 'working' && (
          <p className="muted task-note" dir="auto">
            {task.note}
          </p>
        )}
        {task === undefined && error !== undefined && <Problem text={problemText(error)} />}
        {mayCancel && (
          <div className="card-end">
            <button type="button" className="link" onClick={() => setCanceling(true)}>
              {t.cancelTask}
            </button>
          </div>
        )}
      </article>
      {canceling && (
        <ConfirmDialog
          title={t.cancelThisTask}
          action={t.cancelTask}
          cancel={t.keepTask}
          onConfirm={async () => void (await tasks.cancel(taskId))}
          onClose={() => setCanceling(false)}
        >
          <p>{t.cancelTaskHint}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
