import { useState, type FormEvent } from 'react';
import type { Session } from '../types';
import { mayInvite } from '../state/rights';
import type { Room } from '../state/room';
import { useWorkspace } from './context';
import { Icon } from './Icon';
import { MemberList } from './MemberList';
import { TextField } from './TextField';

interface Props {
  session: Session;
  room: Room;
  onInvite: () => void;
  onClose: () => void;
}

export function MembersPanel({ session, room, onInvite, onClose }: Props) {
  const { toasts } = useWorkspace();
  const [busy, setBusy] = useState(false);

  async function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    setBusy(true);
    try {
      await room.chat.members.add(String(new FormData(form).get('member')).trim());
      form.reset();
    } catch (error) {
      toasts.error(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <aside
      className="panel"
      aria-label="Members of this chat"
      onKeyDown={(event) => {
        // Menus and questions above the panel close by themselves.
        if (event.key === 'Escape' && (event.target as Element).closest('dialog, [popover]') === null) {
          onClose();
        }
      }}
    >
      <header>
        <h2>Members</h2>
        <button className="icon-button" aria-label="Close members" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <MemberList session={session} room={room} />
      {mayInvite(session) && (
        <div className="add-member">
          <form onSubmit={(event) => void add(event)}>
            <TextField name="member" label="Add by e-mail" type="email" required />
            <button className="primary" disabled={busy}>
              Add member
            </button>
          </form>
          <button className="plain wide" onClick={onInvite}>
            <Icon name="link" /> Invite link
          </button>
        </div>
      )}
    </aside>
  );
}
