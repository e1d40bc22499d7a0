import type { Room } from '../state/room';
import type { Message } from '../types';

/** Under a message that is not stored yet: that it is under way, or why it failed and what can be done. */
export function OutgoingState({ message, room }: { message: Message; room: Room }) {
  const { retry, discard } = room.chat.messages;
  return message.state === 'pending' ? (
    <small className="delivery muted">Sending…</small>
  ) : (
    <small className="delivery failed" role="alert">
      Not sent: {message.error?.message}{' '}
      <button className="link" onClick={() => retry(message.key)}>
        Retry
      </button>{' '}
      <button className="link" onClick={() => discard(message.key)}>
        Discard
      </button>
    </small>
  );
}
