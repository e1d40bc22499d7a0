import { useState, type FormEvent } from 'react';
import { problemText } from '../../state/problems';
import { t } from '../../texts';
import { useMe, useWorkspace } from '../context';
import { Problem } from '../Problem';
import { TextField } from '../TextField';

/** Changes the address by which the user logs in; people are always asked for the password. */
export function EmailForm() {
  const { chat } = useWorkspace();
  const me = useMe();
  const [state, setState] = useState<{ busy?: boolean; done?: boolean; problem?: string }>({});

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    setState({ busy: true });
    try {
      await chat.call('POST /auth/email', {
        body: { email: String(fields.get('email')), currentPassword: String(fields.get('password')) },
      });
      form.reset();
      // The token that is at hand names the former address; the next one comes with who the user is now.
      await chat.auth.token(await chat.auth.token());
      setState({ done: true });
    } catch (error) {
      setState({ problem: problemText(error) });
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <TextField label={t.email} type="email" value={me.email ?? ''} readOnly />
      <TextField name="email" label={t.newEmail} type="email" autoComplete="email" required />
      <TextField name="password" label={t.password} type="password" autoComplete="current-password" required />
      <Problem text={state.problem} />
      <div className="section-end">
        <span className="muted" role="status">
          {state.done === true ? t.emailChanged : ''}
        </span>
        <button type="submit" className="primary" disabled={state.busy}>
          {t.changeEmail}
        </button>
      </div>
    </form>
  );
}
