import { settingsOf, typingText } from '@cogo-chat/parts';
import { defineComponent, h } from 'vue';
import { useTyping } from '../composables.js';
import { useTheRoom } from '../context.js';
import { useStore } from '../store.js';
import { useTexts } from './texts.js';
import type { Plain } from './part.js';

/** Who is typing. */
export const TypingLine: Plain = defineComponent(
  () => {
    const { users } = useTyping();
    const room = useTheRoom();
    const session = useStore(() => settingsOf(room.value));
    const texts = useTexts();
    return () =>
      h(
        'div',
        { class: 'cogo-typing', dir: 'auto' },
        typingText(users.value, session.value?.members ?? [], texts.value),
      );
  },
  { name: 'CogoTypingLine' },
);
