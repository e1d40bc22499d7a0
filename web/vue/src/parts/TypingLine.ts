import { typingText } from '@cogo-chat/parts';
import { defineComponent, h } from 'vue';
import { useRoom, useTyping } from '../composables.js';
import { useTexts } from './texts.js';
import type { Plain } from './part.js';

/** Who is typing. */
export const TypingLine: Plain = defineComponent(
  () => {
    const { users } = useTyping();
    const { session } = useRoom();
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
