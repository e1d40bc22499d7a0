import { typingText } from '@cogo-chat/parts';
import { useRoom, useTyping } from '../hooks.js';
import { useTexts } from './texts.js';

/** Who is typing. */
export function TypingLine() {
  const { users } = useTyping();
  const { session } = useRoom();
  return (
    <div className="cogo-typing" dir="auto">
      {typingText(users, session?.members ?? [], useTexts())}
    </div>
  );
}
