import { nameOf } from '../state/names';
import type { Room } from '../state/room';
import { useStore } from '../state/store';
import type { Session } from '../types';
import { useWorkspace } from './context';
import { t } from '../texts';

/** Under the last message, if it is one's own: who has read it. */
export function SeenBy({ session, room }: { session: Session; room: Room }) {
  const { me } = useWorkspace();
  const marks = useStore(room.chat.reads);
  const last = useStore(room.chat.messages.items).at(-1);
  const hasNewer = useStore(room.chat.messages.hasNewer);
  const seq = last?.seq;
  if (hasNewer || seq === undefined || last?.mine !== true) {
    return null;
  }
  const readers = [...marks].filter(([userId, mark]) => userId !== me && mark >= seq);
  const names = readers.map(([userId]) => nameOf(userId, session));
  return names.length === 0 ? null : <p className="seen muted">{t.seenBy(names.join(', '))}</p>;
}
