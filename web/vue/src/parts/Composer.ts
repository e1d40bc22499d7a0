import { excerptOf, isSubmit, linesOf, nameOf, settingsOf } from '@cogo-chat/parts';
import { computed, defineComponent, h, shallowRef, watch } from 'vue';
import { useCan, useComposer } from '../composables.js';
import { useTheRoom } from '../context.js';
import { useStore } from '../store.js';
import { button } from './Icon.js';
import { useTexts } from './texts.js';
import { named, type Plain } from './part.js';

const Root = defineComponent((_, { slots }) => {
  const { send } = useComposer();
  const may = useCan('send');
  const texts = useTexts();
  const onSubmit = (event: Event) => {
    event.preventDefault();
    send();
  };
  const fields = () => [h(About), h(Input), h('div', { class: 'cogo-composer-end' }, [h(AskAi), h(Send)])];
  return () =>
    h(
      'form',
      { class: 'cogo-composer', onSubmit },
      may.value ? (slots.default?.() ?? fields()) : [h('p', { class: 'cogo-note' }, texts.value.mayNotWrite)],
    );
});

/** The message that is answered or changed, why a change was refused, and a way out. */
const About = defineComponent(() => {
  const { composer, cancel } = useComposer();
  const texts = useTexts();
  return () => {
    const { replyTo, editing, error } = composer.value;
    if (replyTo === undefined && editing === undefined) {
      return null;
    }
    const { answering, editing: isEdited } = texts.value;
    const about = replyTo && `${answering(nameOf(replyTo, texts.value))}: ${excerptOf(replyTo, texts.value)}`;
    return h('div', { class: 'cogo-composer-about' }, [
      h('span', { dir: 'auto' }, [
        about ?? isEdited,
        error !== undefined && h('span', { class: 'cogo-error', role: 'alert' }, ` ${error.message}`),
      ]),
      button(texts.value.cancel, cancel),
    ]);
  };
});

/** Enter sends, Shift and Enter begin a new line, Escape leaves an answer or a change. */
const Input = defineComponent(
  (props: { placeholder?: string }) => {
    const { composer, write, send, cancel } = useComposer();
    const texts = useTexts();
    const field = shallowRef<HTMLTextAreaElement | null>(null);
    const about = computed(() => (composer.value.editing ?? composer.value.replyTo)?.key);
    watch(about, (key) => key !== undefined && field.value?.focus(), { flush: 'post' });
    const onKeydown = (event: KeyboardEvent) => {
      if (isSubmit(event)) {
        event.preventDefault();
        send();
      } else if (event.key === 'Escape' && about.value !== undefined) {
        cancel();
      }
    };
    return () =>
      h('textarea', {
        ref: field,
        dir: 'auto',
        rows: linesOf(composer.value.text),
        'aria-label': texts.value.message,
        placeholder: props.placeholder ?? texts.value.write,
        value: composer.value.text,
        onInput: (event: Event) => write((event.target as HTMLTextAreaElement).value),
        onKeydown,
      });
  },
  { props: { placeholder: String } },
);

const Send = defineComponent(() => {
  const { composer } = useComposer();
  const texts = useTexts();
  return () => {
    const { text, editing } = composer.value;
    const given = { type: 'submit', class: 'cogo-send', disabled: text.trim() === '' } as const;
    return h('button', given, editing === undefined ? texts.value.send : texts.value.save);
  };
});

/** Where the session has an AI; it answers no answers. */
const AskAi = defineComponent(() => {
  const { composer, ask } = useComposer();
  const room = useTheRoom();
  const session = useStore(() => settingsOf(room.value));
  const texts = useTexts();
  return () => {
    const { text, replyTo, editing } = composer.value;
    return session.value?.ai && (editing ?? replyTo) === undefined
      ? button(texts.value.askAi, () => void ask(), { class: 'cogo-ask', disabled: text.trim() === '' })
      : null;
  };
});

/** Where a message is written. */
export const Composer: {
  readonly Root: Plain;
  readonly About: Plain;
  readonly Input: Plain;
  readonly AskAi: Plain;
  readonly Send: Plain;
} = /* @__PURE__ */ named('Composer', { Root, About, Input, AskAi, Send });
