import type { Session } from '../api/types';
import { nameOf } from '../state/names';
import type { Room } from '../state/room';
import { useStore } from '../state/store';
import { lastMessageSeq } from '../state/timeline';
import { useWorkspace } from './context';

/** Under the last message, if it is one's own: who has read it. */
export function SeenBy({ session, room }: { session: Session; room: Room }) {
  const { me } = useWorkspace();
  const marks = useStore(room.readMarks);
  const { timeline, outgoing } = useStore(room.list);
  if (outgoing.length > 0 || timeline.hasNewer || timeline.messages.at(-1)?.userId !== me) {
    return null;
  }
  const last = lastMessageSeq(timeline);
  const readers = [...marks].filter(([, seq]) => seq >= last).map(([userId]) => nameOf(userId, session));
  return readers.length === 0 ? null : <p className="seen muted">Seen by {readers.join(', ')}</p>;
}
