import { useState } from 'react';
import { statusOf } from '../state/presence';
import type { Room } from '../state/room';
import { useStore } from '../state/store';
import type { Session } from '../types';
import { useWorkspace } from './context';
import { MemberRow } from './MemberRow';
import { t } from '../texts';

/** The members that the session names, and on demand those after them. */
export function MemberList({ session, room }: { session: Session; room: Room }) {
  const { toasts } = useWorkspace();
  const here = useStore(room.chat.presence.users);
  const members = useStore(room.chat.members.items);
  const [busy, setBusy] = useState(false);

  async function more() {
    setBusy(true);
    try {
      await room.chat.members.load();
    } catch (error) {
      toasts.error(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <ul className="members">
        {members.map((member) => (
          <MemberRow
            key={member.userId}
            session={session}
            room={room}
            member={member}
            status={statusOf(here, member.userId)}
          />
        ))}
      </ul>
      {members.length < session.memberCount && (
        <button type="button" className="plain wide" disabled={busy} onClick={() => void more()}>
          {t.allMembers(session.memberCount)}
        </button>
      )}
    </>
  );
}
