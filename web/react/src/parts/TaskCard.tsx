import { useTask } from '../hooks.js';
import { Markdown } from './Markdown.js';
import { useTexts } from './texts.js';

function Progress({ taskId }: { taskId: string }) {
  const { task } = useTask(taskId);
  const texts = useTexts();
  return task?.status === 'queued' || task?.status === 'working' ? (
    <progress max={100} value={task.progress} aria-label={texts.progress} />
  ) : null;
}

interface RootProps {
  taskId: string;
  /** What the message of its end says. */
  text?: string;
}

function Root({ taskId, text }: RootProps) {
  const { task, error } = useTask(taskId);
  const texts = useTexts();
  return (
    <div className="cogo-task" data-status={task?.status}>
      <header>
        <strong>{task?.taskType ?? texts.task}</strong>
        <span>{task === undefined ? error?.message : texts.taskStatus[task.status]}</span>
      </header>
      <Progress taskId={taskId} />
      {text === undefined ? task?.note && <p>{task.note}</p> : <Markdown text={text} type="task" />}
      {task?.question !== undefined && <p dir="auto">{task.question.text}</p>}
      {text === undefined && task?.error !== undefined && <p className="cogo-error">{task.error.message}</p>}
    </div>
  );
}

/** Work of an agent: how far it is, and how it ended. */
export const TaskCard = { Root, Progress };
