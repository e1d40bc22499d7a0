import type { Message } from '../types';
import { t } from '../texts';

interface Props {
  message: Message;
  /** Whether they can be changed. */
  disabled: boolean;
  onToggle: (message: Message, emoji: string, on: boolean) => void;
}

/** Who thinks what of a message, as chips; a click joins or leaves. */
export function Reactions({ message, disabled, onToggle }: Props) {
  if (message.reactions.length === 0) {
    return null;
  }
  return (
    <div className="reactions" role="group" aria-label={t.reactions}>
      {message.reactions.map(({ emoji, count, mine }) => (
        <button
          key={emoji}
          type="button"
          className="chip"
          data-testid="reaction"
          aria-pressed={mine}
          aria-label={t.reaction(emoji, count, mine)}
          disabled={disabled}
          onClick={() => onToggle(message, emoji, !mine)}
        >
          <span className="sign" aria-hidden="true">
            {emoji}
          </span>
          <span aria-hidden="true">{count}</span>
        </button>
      ))}
    </div>
  );
}
