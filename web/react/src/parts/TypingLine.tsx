import { settingsOf, typingText } from '@cogo-chat/parts';
import { useTheRoom } from '../context.js';
import { useTyping } from '../hooks.js';
import { useStore } from '../store.js';
import { useTexts } from './texts.js';

/** Who is typing. */
export function TypingLine() {
  const { users } = useTyping();
  const session = useStore(settingsOf(useTheRoom()));
  return (
    <div className="cogo-typing" dir="auto">
      {typingText(users, session?.members ?? [], useTexts())}
    </div>
  );
}
