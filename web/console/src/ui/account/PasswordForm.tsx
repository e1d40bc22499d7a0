import { t } from '../../texts';
import { useMe, useWorkspace } from '../context';
import { TextField } from '../TextField';
import { AccountForm } from './AccountForm';

/** Changes the password. The server asks for the current one unless the login is very new; people are always asked. */
export function PasswordForm({ onChanged }: { onChanged: () => void }) {
  const { chat } = useWorkspace();
  const me = useMe();

  async function change(entered: (name: string) => string) {
    const body = { currentPassword: entered('currentPassword'), newPassword: entered('newPassword') };
    await chat.call('POST /auth/password', { body });
    onChanged();
  }

  return (
    <AccountForm action={t.changePassword} done={t.passwordChanged} empties onSubmit={change}>
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
    </AccountForm>
  );
}
