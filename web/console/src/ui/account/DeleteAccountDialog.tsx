import { useState, type FormEvent } from 'react';
import { goTo } from '../../state/route';
import { problemText } from '../../state/problems';
import { useMe, useWorkspace } from '../context';
import { Dialog } from '../Dialog';
import { TextField } from '../TextField';
import { t } from '../../texts';

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
      setProblem(problemText(error));
      setBusy(false);
    }
  }

  return (
    <Dialog title={t.deleteAccount} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <p>{t.deleteAccountHint}</p>
        {/* For password managers, which fill by the name. */}
        <input type="email" autoComplete="username" value={me.email} readOnly hidden />
        <TextField
          name="password"
          label={t.password}
          type="password"
          autoComplete="current-password"
          required
          autoFocus
        />
        <label className="check">
          <input type="checkbox" required /> {t.deleteForGood(me.email ?? me.displayName)}
        </label>
        {problem !== undefined && (
          <p className="form-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="dialog-actions">
          <button type="button" className="plain" onClick={onClose}>
            {t.cancel}
          </button>
          <button type="submit" className="primary bad" disabled={busy}>
            {t.deleteAccount}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
