import { useEffect, useState } from 'react';
import { readArtifacts, type Made } from '../state/artifacts';
import { problemText } from '../state/problems';
import { useStore } from '../state/store';
import { t } from '../texts';
import { useWorkspace } from './context';
import { Problem } from './Problem';
import { RichText } from './RichText';

/** What an agent found and made, read when somebody wants to see it. */
export function TaskDetails({ taskId, sessionId }: { taskId: string; sessionId: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="result" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.details}</summary>
      {open && <Opened taskId={taskId} sessionId={sessionId} />}
    </details>
  );
}

function Opened({ taskId, sessionId }: { taskId: string; sessionId: string }) {
  const { chat } = useWorkspace();
  const { task, error } = useStore(chat.room(sessionId).tasks.watch(taskId));
  const [made, setMade] = useState<readonly Made[]>();
  const [problem, setProblem] = useState<string>();
  // The summary is the message.
  const { summary: _told, ...rest } = task?.result ?? {};

  useEffect(() => {
    const reading = new AbortController();
    readArtifacts(chat, taskId, reading.signal).then(
      setMade,
      (reason: unknown) => reading.signal.aborted || setProblem(problemText(reason)),
    );
    return () => reading.abort();
  }, [chat, taskId]);

  return (
    <>
      {task === undefined && error === undefined && <p className="muted">{t.loading}</p>}
      <Problem text={problem ?? (error && problemText(error))} />
      {task?.error !== undefined && <p className="muted">{task.error.code}</p>}
      {Object.keys(rest).length > 0 && <Json value={rest} />}
      {(made ?? []).map(({ id, name, text, other }) => (
        <figure key={id} className="artifact" data-testid="artifact">
          <figcaption dir="auto">{name ?? id}</figcaption>
          {text !== '' && <RichText text={text} />}
          {other.length > 0 && <Json value={other} />}
        </figure>
      ))}
      {task !== undefined && made?.length === 0 && Object.keys(rest).length === 0 && (
        <p className="muted">{t.nothingElse}</p>
      )}
    </>
  );
}

function Json({ value }: { value: unknown }) {
  return (
    <pre tabIndex={0}>
      <code>{JSON.stringify(value, null, 2)}</code>
    </pre>
  );
}
