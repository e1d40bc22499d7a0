import { useState, type FormEvent } from 'react';
import { asChatError, type ChatError } from '@cogo-chat/client';
import type { Account } from '../state/account';
import { route } from '../state/route';
import { useStore } from '../state/store';
import { Logo } from './Icon';
import { SsoButtons } from './SsoButtons';
import { TextField } from './TextField';

type Mode = 'login' | 'register';

/** Log in, or create an account. */
export function EntryPage({ account, notice }: { account: Account; notice?: string }) {
  const page = useStore(route);
  const invite = page.page === 'join' ? page.token : undefined;
  const [mode, setMode] = useState<Mode>(invite === undefined ? 'login' : 'register');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ChatError>();
  const [hint, setHint] = useState<string>();
  const invited = page.page === 'invite';

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const field = (name: string) => String(form.get(name) ?? '').trim() || undefined;
    const credentials = { email: field('email') ?? '', password: String(form.get('password') ?? '') };
    setBusy(true);
    setProblem(undefined);
    try {
      if (mode === 'login') {
        await account.chat.auth.signIn(credentials);
      } else {
        await account.chat.auth.signUp({ ...credentials, displayName: field('displayName'), invite });
      }
    } catch (error) {
      setProblem(asChatError(error));
      setBusy(false);
    }
  }

  /** Asks for a mail to the address that stands in the form, or says who can help where no mail is sent. */
  async function forgot(form: HTMLFormElement | null) {
    const email = String(new FormData(form ?? undefined).get('email') ?? '').trim();
    setProblem(undefined);
    setHint(undefined);
    if (email === '') {
      setHint('Enter your e-mail address first.');
      return;
    }
    try {
      await account.chat.auth.forgotPassword(email);
      setHint('If there is an account with this address, a mail with a link is on its way.');
    } catch (error) {
      const problem = asChatError(error);
      if (problem.code === 'mail_off') {
        setHint('An operator of this server can give you a link to choose a new password.');
      } else {
        setProblem(problem);
      }
    }
  }

  function change(next: Mode) {
    setHint(undefined);
    setMode(next);
    setProblem(undefined);
  }

  const registering = mode === 'register';
  return (
    <main className="entry">
      <form className="entry-card" onSubmit={(event) => void submit(event)} aria-labelledby="entry-title">
        <Logo />
        <h1 id="entry-title">{registering ? 'Create your account' : 'Welcome back'}</h1>
        <p className="muted">Chat with people, an AI and task agents.</p>
        {notice !== undefined && problem === undefined && <p className="note">{notice}</p>}
        {invited && (
          <p className="note">You were invited to a chat. Log in or create an account, and you can join it.</p>
        )}
        {registering && <TextField name="displayName" label="Display name" autoComplete="name" maxLength={100} />}
        <TextField
          name="email"
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          maxLength={254}
          autoFocus
        />
        <TextField
          name="password"
          label="Password"
          type="password"
          autoComplete={registering ? 'new-password' : 'current-password'}
          hint={registering ? 'At least 8 characters.' : undefined}
          required
        />
        {hint !== undefined && (
          <p className="note" role="status">
            {hint}
          </p>
        )}
        {problem !== undefined && (
          <p className="form-problem" role="alert">
            {problem.message}
          </p>
        )}
        <button className="primary" type="submit" disabled={busy}>
          {registering ? 'Create account' : 'Log in'}
        </button>
        <SsoButtons />
        {!registering && (
          <p className="muted forgotten">
            <button type="button" className="link" onClick={(event) => void forgot(event.currentTarget.form)}>
              Forgotten your password?
            </button>
          </p>
        )}
        <p className="muted switch">
          {registering ? 'You have an account? ' : 'New here? '}
          <button type="button" className="link" onClick={() => change(registering ? 'login' : 'register')}>
            {registering ? 'Log in instead' : 'Create an account'}
          </button>
        </p>
      </form>
    </main>
  );
}
