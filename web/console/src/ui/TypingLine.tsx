import type { Session } from '../types';
import { nameOf } from '../state/names';
import type { Room } from '../state/room';
import { useStore } from '../state/store';
import { t } from '../texts';

export function TypingLine({ session, room }: { session: Session; room: Room }) {
  const userIds = useStore(room.chat.typing.users);
  const here = useStore(room.chat.presence.users);
  const names = userIds.map((userId) => nameOf(userId, session, here));
  return (
    <div className="typing" role="status" data-testid="typing">
      {names.length > 0 && (
        <>
          <span className="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {t.typing(names)}
        </>
      )}
    </div>
  );
}
