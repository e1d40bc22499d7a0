import type { Message } from '@cogo-chat/client';
import { defineComponent, h, type PropType } from 'vue';
import { useAiAnswer } from '../composables.js';
import { button } from './Icon.js';
import { Markdown } from './Markdown.js';
import { useTexts } from './texts.js';

const props = { message: { type: Object as PropType<Message>, required: true } } as const;

const Text = defineComponent({
  name: 'CogoAiText',
  props,
  setup(given) {
    const answer = useAiAnswer(() => given.message);
    const texts = useTexts();
    return () => {
      if (answer.value === undefined) {
        return null;
      }
      const { text, streaming } = answer.value;
      return text === '' && streaming
        ? h('p', { class: 'cogo-text cogo-note' }, texts.value.writing)
        : h(Markdown, { text, type: 'ai' });
    };
  },
});

const Stop = defineComponent({
  name: 'CogoAiStop',
  props,
  setup(given) {
    const answer = useAiAnswer(() => given.message);
    const texts = useTexts();
    return () => (answer.value?.canStop ? button(texts.value.stop, answer.value.stop) : null);
  },
});

const Retry = defineComponent({
  name: 'CogoAiRetry',
  props,
  setup(given) {
    const answer = useAiAnswer(() => given.message);
    const texts = useTexts();
    return () =>
      answer.value?.failed
        ? [
            h('span', { class: 'cogo-error', role: 'alert' }, answer.value.error?.message),
            button(texts.value.retry, answer.value.retry),
          ]
        : null;
  },
});

const Root = defineComponent({
  name: 'CogoAiMessage',
  props,
  setup(given) {
    const answer = useAiAnswer(() => given.message);
    return () => {
      const streaming = answer.value?.streaming ?? false;
      return h('div', { class: 'cogo-ai', 'data-streaming': streaming, 'aria-busy': streaming }, [
        h(Text, given),
        h('div', { class: 'cogo-ai-end' }, [answer.value?.model, ' ', h(Stop, given), h(Retry, given)]),
      ]);
    };
  },
});

/** An answer of the AI: its text while it grows, a button to stop it, one to ask again what failed. */
export const AiMessage = { Root, Text, Stop, Retry };
