import type { Room } from '../state/room';
import type { Message } from '../types';
import { t } from '../texts';
import { problemText } from '../state/problems';

/** Under a message that is not stored yet: that it is under way, or why it failed and what can be done. */
export function OutgoingState({ message, room }: { message: Message; room: Room }) {
  const { retry, discard } = room.chat.messages;
  return message.state === 'pending' ? (
    <small className="delivery muted">{t.sending}</small>
  ) : (
    <small className="delivery failed" role="alert">
      {t.notSent(message.error && problemText(message.error))}{' '}
      <button className="link" onClick={() => retry(message.key)}>
        {t.retry}
      </button>{' '}
      <button className="link" onClick={() => room.takeBack(message)}>
        {t.editAgain}
      </button>{' '}
      <button className="link" onClick={() => discard(message.key)}>
        {t.discard}
      </button>
    </small>
  );
}
