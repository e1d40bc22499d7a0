import type { Session } from '../api/types';
import { nameOf } from '../state/names';
import type { Room } from '../state/room';
import { useStore } from '../state/store';

export function TypingLine({ session, room }: { session: Session; room: Room }) {
  const userIds = useStore(room.typing.userIds);
  const here = useStore(room.presence.here);
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
          {names.length > 3
            ? 'Several people are typing…'
            : `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} typing…`}
        </>
      )}
    </div>
  );
}
