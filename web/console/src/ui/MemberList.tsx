import { useState } from 'react';
import type { Member, Session } from '../api/types';
import { statusOf } from '../state/presence';
import type { Room } from '../state/room';
import { useStore } from '../state/store';
import { useWorkspace } from './context';
import { MemberRow } from './MemberRow';

/** The members that the session names, and on demand the pages after them. */
export function MemberList({ session, room }: { session: Session; room: Room }) {
  const { api, toasts } = useWorkspace();
  const here = useStore(room.presence.here);
  const [further, setFurther] = useState<readonly Member[]>([]);
  const [cursor, setCursor] = useState<string>();
  const [busy, setBusy] = useState(false);
  const named = new Set(session.members.map((member) => member.userId));
  const others = further.filter((member) => !named.has(member.userId));
  const all = [...session.members, ...others];

  async function more() {
    setBusy(true);
    try {
      const page = await api.members(session.id, cursor);
      setFurther((known) => [...known, ...page.items]);
      setCursor(page.next ?? undefined);
    } catch (error) {
      toasts.error(error);
    } finally {
      setBusy(false);
    }
  }

  const changed = (userId: string, member: Member | undefined) =>
    setFurther((known) => known.flatMap((other) => (other.userId !== userId ? [other] : member ? [member] : [])));
  return (
    <>
      <ul className="members">
        {all.map((member) => (
          <MemberRow
            key={member.userId}
            session={session}
            member={member}
            status={statusOf(here, member.userId)}
            onChanged={(now) => changed(member.userId, now)}
          />
        ))}
      </ul>
      {all.length < session.memberCount && (further.length === 0 || cursor !== undefined) && (
        <button type="button" className="plain wide" disabled={busy} onClick={() => void more()}>
          Show more of {session.memberCount} members
        </button>
      )}
    </>
  );
}
