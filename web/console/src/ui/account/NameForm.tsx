import { useState, type FormEvent } from 'react';
import { problemText } from '../../state/problems';
import { t } from '../../texts';
import { useMe, useWorkspace } from '../context';
import { Problem } from '../Problem';
import { TextField } from '../TextField';

/** What the user is called. */
export function NameForm() {
  const { chat } = useWorkspace();
  const me = useMe();
  const [state, setState] = useState<{ busy?: boolean; saved?: boolean; problem?: string }>({});

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const displayName = String(new FormData(event.currentTarget).get('displayName')).trim();
    setState({ busy: true });
    try {
      await chat.updateMe({ displayName });
      setState({ saved: true });
    } catch (error) {
      setState({ problem: problemText(error) });
    }
  }

  return (
    <form onSubmit={(event) => void save(event)} onChange={() => setState({})}>
      <TextField
        name="displayName"
        label={t.displayName}
        defaultValue={me.displayName}
        autoComplete="name"
        maxLength={100}
        dir="auto"
        required
      />
      <Problem text={state.problem} />
      <div className="section-end">
        <span role="status" className="muted">
          {state.saved === true ? t.saved : ''}
        </span>
        <button className="primary" disabled={state.busy}>
          {t.save}
        </button>
      </div>
    </form>
  );
}
