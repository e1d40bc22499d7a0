import { useState, type FormEvent } from 'react';
import type { Account } from '../state/account';
import { problemText } from '../state/problems';
import { Logo } from './Icon';
import { TextField } from './TextField';
import { t } from '../texts';

/** Chooses a password by a link that an operator has given. */
export function NewPasswordPage({ account, token }: { account: Account; token: string }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [done, setDone] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password') ?? '');
    setBusy(true);
    setProblem(undefined);
    try {
      await account.chat.auth.resetPassword(token, password);
      setDone(true);
    } catch (error) {
      setProblem(problemText(error));
    }
    setBusy(false);
  }

  return (
    <main className="entry">
      <form className="entry-card" onSubmit={(event) => void submit(event)} aria-labelledby="password-title">
        <Logo />
        <h1 id="password-title">{t.choosePassword}</h1>
        {done ? (
          <>
            <p className="note" role="status">
              {t.passwordSet}
            </p>
            <a className="primary" href="#/">
              {t.logIn}
            </a>
          </>
        ) : (
          <>
            <TextField
              name="password"
              label={t.newPassword}
              type="password"
              autoComplete="new-password"
              hint={t.newPasswordRule}
              required
              autoFocus
            />
            {problem !== undefined && (
              <p className="form-problem" role="alert">
                {problem}
              </p>
            )}
            <button className="primary" type="submit" disabled={busy}>
              {t.setPassword}
            </button>
          </>
        )}
      </form>
    </main>
  );
}
