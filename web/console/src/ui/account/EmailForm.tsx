import { t } from '../../texts';
import { useMe, useWorkspace } from '../context';
import { TextField } from '../TextField';
import { AccountForm } from './AccountForm';

/** Changes the address by which the user logs in; people are always asked for the password. */
export function EmailForm() {
  const { chat } = useWorkspace();
  const me = useMe();

  async function change(entered: (name: string) => string) {
    const body = { email: entered('email'), currentPassword: entered('password') };
    await chat.call('POST /auth/email', { body });
    // The token that is at hand names the former address; the next one comes with who the user is now.
    await chat.auth.token(await chat.auth.token());
  }

  return (
    <AccountForm action={t.changeEmail} done={t.emailChanged} empties onSubmit={change}>
      <TextField label={t.email} type="email" value={me.email ?? ''} readOnly />
      <TextField name="email" label={t.newEmail} type="email" autoComplete="email" required />
      <TextField name="password" label={t.password} type="password" autoComplete="current-password" required />
    </AccountForm>
  );
}
