import type { Session } from '../types';
import { nameOf } from '../state/names';
import type { Room } from '../state/room';
import { useStore } from '../state/store';

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
          {names.length > 3
            ? 'Several people are typing…'
            : `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} typing…`}
        </>
      )}
    </div>
  );
}
