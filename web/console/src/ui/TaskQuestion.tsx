import { useState, type FormEvent } from 'react';
import { nameOf } from '../state/names';
import { problemText } from '../state/problems';
import { mayWrite } from '../state/rights';
import { useStore } from '../state/store';
import { t } from '../texts';
import type { Message, Session, Task } from '../types';
import { useWorkspace } from './context';
import { Icon } from './Icon';
import { Problem } from './Problem';

interface Props {
  message: Message;
  taskId: string;
  inputId: string;
  session: Session;
}

/** What an agent wants to know before it goes on, and the way to tell it while it waits. */
export function TaskQuestion({ message, taskId, inputId, session }: Props) {
  const { chat, me } = useWorkspace();
  const { tasks } = chat.room(message.sessionId);
  const { task } = useStore(tasks.watch(taskId));
  const waiting = task?.status === 'input_required' && task.question?.inputId === inputId;
  const mayAnswer = mayWrite(session, me) && (task?.question?.answerBy === 'member' || task?.userId === me);
  return (
    <li className="card-line" data-seq={message.seq}>
      <article className={`card question${waiting ? ' waiting' : ''}`} data-testid="task-question">
        <header>
          <span className="card-icon">
            <Icon name="task" />
          </span>
          <div>
            <small className="muted">{String(message.metadata['taskType'] ?? t.agent)}</small>
            <p dir="auto">{message.text}</p>
          </div>
        </header>
        {waiting && mayAnswer && <AnswerForm onAnswer={(text) => tasks.answer(taskId, inputId, text)} />}
        {waiting && !mayAnswer && <small className="muted">{t.answerByAsker(nameOf(task.userId, session))}</small>}
      </article>
    </li>
  );
}

function AnswerForm({ onAnswer }: { onAnswer: (text: string) => Promise<Task> }) {
  const [state, setState] = useState<{ busy?: boolean; problem?: string }>({});

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const answer = String(new FormData(event.currentTarget).get('answer')).trim();
    setState({ busy: true });
    try {
      await onAnswer(answer);
    } catch (error) {
      setState({ problem: problemText(error) });
    }
  }

  return (
    <form className="answer-form" onSubmit={(event) => void submit(event)}>
      <input name="answer" aria-label={t.yourAnswer} placeholder={t.yourAnswer} dir="auto" required maxLength={2000} />
      <button className="primary" disabled={state.busy}>
        {t.answer}
      </button>
      <Problem text={state.problem} />
    </form>
  );
}
