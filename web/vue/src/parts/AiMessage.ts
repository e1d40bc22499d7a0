import type { Message } from '@cogo-chat/client';
import type { AiAnswer, Texts } from '@cogo-chat/parts';
import { defineComponent, h, type PropType, type VNodeChild } from 'vue';
import { useAiAnswer } from '../composables.js';
import { button } from './Icon.js';
import { Markdown } from './Markdown.js';
import { useTexts } from './texts.js';
import { named } from './part.js';

/** What is drawn of an answer; nothing of another message. */
const part = (draw: (answer: AiAnswer, texts: Texts, message: Message) => VNodeChild) =>
  defineComponent({
    props: { message: { type: Object as PropType<Message>, required: true } },
    setup(given) {
      const answer = useAiAnswer(() => given.message);
      const texts = useTexts();
      return () => answer.value && draw(answer.value, texts.value, given.message);
    },
  });

const Text = part(({ text, streaming }, { writing }) =>
  text === '' && streaming ? h('p', { class: 'cogo-text cogo-note' }, writing) : h(Markdown, { text, type: 'ai' }),
);

const Stop = part((answer, texts) => answer.canStop && button(texts.stop, answer.stop));

const Retry = part(
  ({ failed, error, retry }, texts) =>
    failed && [h('span', { class: 'cogo-error', role: 'alert' }, error?.message), button(texts.retry, retry)],
);

const Root = part(({ streaming, model }, _, message) =>
  h('div', { class: 'cogo-ai', 'data-streaming': streaming, 'aria-busy': streaming }, [
    h(Text, { message }),
    h('div', { class: 'cogo-ai-end' }, [model, ' ', h(Stop, { message }), h(Retry, { message })]),
  ]),
);

/** An answer of the AI: its text while it grows, a button to stop it, one to ask again what failed. */
export const AiMessage = /* @__PURE__ */ named('AiMessage', { Root, Text, Stop, Retry });
