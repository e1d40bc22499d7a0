import type { Session } from '../api/types';
import { lastSeq } from '../state/messages';
import { nameOf } from '../state/names';
import type { Room } from '../state/room';
import { useStore } from '../state/store';
import { useWorkspace } from './context';

/** Under the last message, if it is one's own: who has read it. */
export function SeenBy({ session, room }: { session: Session; room: Room }) {
  const { me } = useWorkspace();
  const marks = useStore(room.readMarks);
  const { stored, outgoing } = useStore(room.list);
  if (outgoing.length > 0 || stored.at(-1)?.userId !== me) {
    return null;
  }
  const readers = [...marks].filter(([, seq]) => seq >= lastSeq(stored)).map(([userId]) => nameOf(userId, session));
  return readers.length === 0 ? null : <p className="seen muted">Seen by {readers.join(', ')}</p>;
}
