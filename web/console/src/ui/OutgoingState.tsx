import type { Outgoing } from '../state/messages';
import type { Room } from '../state/room';

/** Under a message that is not stored yet: that it is under way, or why it failed and what can be done. */
export function OutgoingState({ outgoing, room }: { outgoing: Outgoing; room: Room }) {
  if (outgoing.problem === undefined) {
    return <small className="delivery muted">Sending…</small>;
  }
  return (
    <small className="delivery failed" role="alert">
      Not sent: {outgoing.problem.detail}{' '}
      <button className="link" onClick={() => room.retry(outgoing.clientMessageId)}>
        Retry
      </button>{' '}
      <button className="link" onClick={() => room.discard(outgoing.clientMessageId)}>
        Discard
      </button>
    </small>
  );
}
