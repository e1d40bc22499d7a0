import { useState } from 'react';
import { Dialog } from './Dialog';
import { LoginList } from './LoginList';
import { PasswordForm } from './PasswordForm';

/** How the user logs in, and where they are logged in. */
export function SecurityDialog({ onClose }: { onClose: () => void }) {
  const [changes, setChanges] = useState(0);
  return (
    <Dialog title="Password and logins" onClose={onClose}>
      <PasswordForm onChanged={() => setChanges((count) => count + 1)} />
      {/* A new password ends logins, so they are read anew. */}
      <LoginList key={changes} />
    </Dialog>
  );
}
