import { useState, type FormEvent, type ReactNode } from 'react';
import { problemText } from '../../state/problems';
import { Problem } from '../Problem';

interface Props {
  /** What its button says. */
  action: string;
  /** What is said when it was done. */
  done: string;
  /** Whether nothing of what was entered is left when it was done. */
  empties?: boolean;
  onSubmit: (entered: (name: string) => string) => Promise<unknown>;
  children: ReactNode;
}

/** Fields of the account that are changed together: says that they were, or why not. */
export function AccountForm({ action, done, empties = false, onSubmit, children }: Props) {
  const [state, setState] = useState<{ busy?: boolean; done?: boolean; problem?: string }>({});

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    setState({ busy: true });
    try {
      await onSubmit((name) => String(fields.get(name)));
      if (empties) {
        form.reset();
      }
      setState({ done: true });
    } catch (error) {
      setState({ problem: problemText(error) });
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} onChange={() => setState({})}>
      {children}
      <Problem text={state.problem} />
      <div className="section-end">
        <span className="muted" role="status">
          {state.done === true ? done : ''}
        </span>
        <button type="submit" className="primary" disabled={state.busy}>
          {action}
        </button>
      </div>
    </form>
  );
}
