import { useState, type FormEvent } from 'react';
import { asChatError, type ChatError } from '@cogo-chat/client';
import type { Account } from '../state/account';
import { route } from '../state/route';
import { useStore } from '../state/store';
import { problemText } from '../state/problems';
import { Logo } from './Icon';
import { PageLanguage } from './PageLanguage';
import { SsoButtons } from './SsoButtons';
import { TextField } from './TextField';
import { t } from '../texts';

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
      setHint(t.emailFirst);
      return;
    }
    try {
      await account.chat.auth.forgotPassword(email);
      setHint(t.mailSent);
    } catch (error) {
      const problem = asChatError(error);
      if (problem.code === 'mail_off') {
        setHint(t.mailOff);
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
        <h1 id="entry-title">{registering ? t.createYourAccount : t.welcome}</h1>
        <p className="muted">{t.tagline}</p>
        {notice !== undefined && problem === undefined && <p className="note">{notice}</p>}
        {invited && <p className="note">{t.invited}</p>}
        {registering && <TextField name="displayName" label={t.displayName} autoComplete="name" maxLength={100} />}
        <TextField
          name="email"
          label={t.email}
          type="email"
          autoComplete="username"
          required
          maxLength={254}
          autoFocus
        />
        <TextField
          name="password"
          label={t.password}
          type="password"
          autoComplete={registering ? 'new-password' : 'current-password'}
          hint={registering ? t.passwordRule : undefined}
          required
        />
        {hint !== undefined && (
          <p className="note" role="status">
            {hint}
          </p>
        )}
        {problem !== undefined && (
          <p className="form-problem" role="alert">
            {problemText(problem)}
          </p>
        )}
        <button className="primary" type="submit" disabled={busy}>
          {registering ? t.createAccount : t.logIn}
        </button>
        <SsoButtons />
        {!registering && (
          <p className="muted forgotten">
            <button type="button" className="link" onClick={(event) => void forgot(event.currentTarget.form)}>
              {t.forgotten}
            </button>
          </p>
        )}
        <p className="muted switch">
          {registering ? t.haveAccount : t.newHere}{' '}
          <button type="button" className="link" onClick={() => change(registering ? 'login' : 'register')}>
            {registering ? t.logInInstead : t.createAnAccount}
          </button>
        </p>
      </form>
      <PageLanguage />
    </main>
  );
}
