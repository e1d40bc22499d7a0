import { Dialog } from './Dialog';
import { LoginList } from './LoginList';
import { PasswordForm } from './PasswordForm';

/** How the user logs in, and where they are logged in. */
export function SecurityDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Password and logins" onClose={onClose}>
      <PasswordForm />
      <LoginList />
    </Dialog>
  );
}
