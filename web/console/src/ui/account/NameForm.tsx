import { t } from '../../texts';
import { useMe, useWorkspace } from '../context';
import { TextField } from '../TextField';
import { AccountForm } from './AccountForm';

/** What the user is called. */
export function NameForm() {
  const { chat } = useWorkspace();
  const me = useMe();
  return (
    <AccountForm
      action={t.save}
      done={t.saved}
      onSubmit={(entered) => chat.updateMe({ displayName: entered('displayName').trim() })}
    >
      <TextField
        name="displayName"
        label={t.displayName}
        defaultValue={me.displayName}
        autoComplete="name"
        maxLength={100}
        dir="auto"
        required
      />
    </AccountForm>
  );
}
