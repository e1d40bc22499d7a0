import { useState, type FormEvent } from 'react';
import { asChatError } from '@cogo-chat/client';
import { useMe, useWorkspace } from './context';
import { TextField } from './TextField';

/** Changes the password. The server asks for the current one unless the login is very new; people are always asked. */
export function PasswordForm({ onChanged }: { onChanged: () => void }) {
  const { chat } = useWorkspace();
  const me = useMe();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [done, setDone] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    setBusy(true);
    setProblem(undefined);
    setDone(false);
    try {
      await chat.call('POST /auth/password', {
        body: {
          currentPassword: String(fields.get('currentPassword')),
          newPassword: String(fields.get('newPassword')),
        },
      });
      form.reset();
      setDone(true);
      onChanged();
    } catch (error) {
      setProblem(asChatError(error).message);
    }
    setBusy(false);
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      {/* For password managers, which fill by the name. */}
      <input type="email" autoComplete="username" value={me.email} readOnly hidden />
      <TextField
        name="currentPassword"
        label="Current password"
        type="password"
        autoComplete="current-password"
        required
        autoFocus
      />
      <TextField
        name="newPassword"
        label="New password"
        hint="All other logins end with the old one."
        type="password"
        autoComplete="new-password"
        required
      />
      {problem !== undefined && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      {done && (
        <p className="muted" role="status">
          Your password is changed.
        </p>
      )}
      <div className="dialog-actions">
        <button type="submit" className="primary" disabled={busy}>
          Change password
        </button>
      </div>
    </form>
  );
}
