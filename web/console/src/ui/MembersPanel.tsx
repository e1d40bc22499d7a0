import { useState, type FormEvent } from 'react';
import type { Member, Session } from '../api/types';
import { statusOf } from '../state/presence';
import type { Room } from '../state/room';
import { goTo } from '../state/route';
import { useStore } from '../state/store';
import { Avatar } from './Avatar';
import { useWorkspace } from './context';
import { Icon } from './Icon';
import { TextField } from './TextField';

interface Props {
  session: Session;
  room: Room;
  onClose: () => void;
}

export function MembersPanel({ session, room, onClose }: Props) {
  const { inbox, toasts, me } = useWorkspace();
  const here = useStore(room.presence.here);
  const [busy, setBusy] = useState(false);
  const group = session.kind === 'group';
  const leads = session.role !== 'member';

  async function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    setBusy(true);
    try {
      await inbox.addMember(session.id, String(new FormData(form).get('member')).trim());
      form.reset();
    } catch (error) {
      toasts.error(error);
    } finally {
      setBusy(false);
    }
  }

  async function remove(userId: string) {
    try {
      await inbox.removeMember(session.id, userId);
      if (userId === me) {
        goTo({ page: 'home' });
      }
    } catch (error) {
      toasts.error(error);
    }
  }

  const removable = (member: Member) =>
    group && member.userId !== me && leads && (session.role === 'owner' || member.role === 'member');
  return (
    <aside
      className="panel"
      aria-label="Members of this chat"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header>
        <h2>Members</h2>
        <button className="icon-button" aria-label="Close members" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <ul className="members">
        {session.members.map((member) => (
          <li key={member.userId}>
            <Avatar id={member.userId} name={member.displayName} status={statusOf(here, member.userId)} />
            <span className="member-name">
              <span dir="auto">
                {member.displayName}
                {member.userId === me && <span className="muted"> (you)</span>}
              </span>
              <small className="muted">
                {[member.role !== 'member' && member.role, statusOf(here, member.userId)].filter(Boolean).join(' · ')}
              </small>
            </span>
            {removable(member) && (
              <button
                className="icon-button"
                aria-label={`Remove ${member.displayName}`}
                onClick={() => void remove(member.userId)}
              >
                <Icon name="close" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {group && leads && (
        <form className="add-member" onSubmit={(event) => void add(event)}>
          <TextField name="member" label="Add by e-mail" type="email" required />
          <button className="primary" disabled={busy}>
            Add member
          </button>
        </form>
      )}
      {group && (
        <button className="plain wide danger" onClick={() => void remove(me)}>
          <Icon name="leave" /> Leave chat
        </button>
      )}
    </aside>
  );
}
