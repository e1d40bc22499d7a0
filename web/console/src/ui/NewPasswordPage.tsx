import { useState, type FormEvent } from 'react';
import { asChatError } from '@cogo-chat/client';
import type { Account } from '../state/account';
import { Logo } from './Icon';
import { TextField } from './TextField';

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
      await account.chat.auth.call('POST /auth/password/reset', { body: { token, password } });
      setDone(true);
    } catch (error) {
      setProblem(asChatError(error).message);
    }
    setBusy(false);
  }

  return (
    <main className="entry">
      <form className="entry-card" onSubmit={(event) => void submit(event)} aria-labelledby="password-title">
        <Logo />
        <h1 id="password-title">Choose a password</h1>
        {done ? (
          <>
            <p className="note" role="status">
              Your password is set. Log in with it.
            </p>
            <a className="primary" href="#/">
              Log in
            </a>
          </>
        ) : (
          <>
            <TextField
              name="password"
              label="New password"
              type="password"
              autoComplete="new-password"
              hint="At least 8 characters. You are logged out everywhere."
              required
              autoFocus
            />
            {problem !== undefined && (
              <p className="form-problem" role="alert">
                {problem}
              </p>
            )}
            <button className="primary" type="submit" disabled={busy}>
              Set password
            </button>
          </>
        )}
      </form>
    </main>
  );
}
