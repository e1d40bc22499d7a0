import { useState, type FormEvent } from 'react';
import { asChatError } from '@cogo-chat/client';
import { goTo } from '../state/route';
import { useMe, useWorkspace } from './context';
import { Dialog } from './Dialog';
import { TextField } from './TextField';

/** Ends the account for good; the password shows that it is the user who wants it. */
export function DeleteAccountDialog({ onClose }: { onClose: () => void }) {
  const { account } = useWorkspace();
  const me = useMe();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password'));
    setBusy(true);
    setProblem(undefined);
    try {
      await account.erase(password);
      goTo({ page: 'home' });
    } catch (error) {
      setProblem(asChatError(error).message);
      setBusy(false);
    }
  }

  return (
    <Dialog title="Delete my account" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <p>
          Your account and everything that you wrote are deleted, in all chats and for everybody. You are logged out
          everywhere at once. This can’t be undone.
        </p>
        {/* For password managers, which fill by the name. */}
        <input type="email" autoComplete="username" value={me.email} readOnly hidden />
        <TextField
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          autoFocus
        />
        <label className="check">
          <input type="checkbox" required /> I want to delete {me.email} for good
        </label>
        {problem !== undefined && (
          <p className="form-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="dialog-actions">
          <button type="button" className="plain" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="primary bad" disabled={busy}>
            Delete my account
          </button>
        </div>
      </form>
    </Dialog>
  );
}
