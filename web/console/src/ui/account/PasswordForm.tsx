import { useState, type FormEvent } from 'react';
import { problemText } from '../../state/problems';
import { t } from '../../texts';
import { useMe, useWorkspace } from '../context';
import { Problem } from '../Problem';
import { TextField } from '../TextField';

/** Changes the password. The server asks for the current one unless the login is very new; people are always asked. */
export function PasswordForm({ onChanged }: { onChanged: () => void }) {
  const { chat } = useWorkspace();
  const me = useMe();
  const [state, setState] = useState<{ busy?: boolean; done?: boolean; problem?: string }>({});

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    setState({ busy: true });
    try {
      await chat.call('POST /auth/password', {
        body: {
          currentPassword: String(fields.get('currentPassword')),
          newPassword: String(fields.get('newPassword')),
        },
      });
      form.reset();
      setState({ done: true });
      onChanged();
    } catch (error) {
      setState({ problem: problemText(error) });
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      {/* For password managers, which fill by the name. */}
      <input type="email" autoComplete="username" value={me.email} readOnly hidden />
      <TextField
        name="currentPassword"
        label={t.currentPassword}
        type="password"
        autoComplete="current-password"
        required
      />
      <TextField
        name="newPassword"
        label={t.newPassword}
        hint={t.passwordEnds}
        type="password"
        autoComplete="new-password"
        required
      />
      <Problem text={state.problem} />
      <div className="section-end">
        <span className="muted" role="status">
          {state.done === true ? t.passwordChanged : ''}
        </span>
        <button type="submit" className="primary" disabled={state.busy}>
          {t.changePassword}
        </button>
      </div>
    </form>
  );
}
