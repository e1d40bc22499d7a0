import type { ChatError, Message as ChatMessage, Part } from '@cogo-chat/client';
import {
  assistantOf,
  composerOf,
  EMOJIS,
  excerptOf,
  hueOf,
  initialsOf,
  mayAskAbout,
  nameOf,
  runIn,
  settingsOf,
  timeText,
  type Texts,
} from '@cogo-chat/parts';
import {
  computed,
  defineComponent,
  h,
  inject,
  provide,
  shallowRef,
  type ComputedRef,
  type InjectionKey,
  type PropType,
  type ShallowRef,
  type VNode,
  type VNodeChild,
} from 'vue';
import { useCan, useReadMarks } from '../composables.js';
import { useTheRoom } from '../context.js';
import { useStore } from '../store.js';
import { AiMessage } from './AiMessage.js';
import { button } from './Icon.js';
import { Markdown } from './Markdown.js';
import { TaskCard } from './TaskCard.js';
import { useTexts } from './texts.js';
import { named, type Plain } from './part.js';

interface Shown {
  readonly message: ComputedRef<ChatMessage>;
  readonly texts: Readonly<ShallowRef<Texts>>;
  /** Does something with the message; what goes wrong is shown with it. */
  act(work: () => Promise<unknown>): void;
  readonly problem: ShallowRef<ChatError | undefined>;
  /** Somebody has pointed at it, or gone to it. */
  readonly near: ShallowRef<boolean>;
}

const shownKey: InjectionKey<Shown> = Symbol('cogo message');

function useShown(): Shown {
  const shown = inject(shownKey, undefined);
  if (shown === undefined) {
    throw new Error('There is no Message.Root around this.');
  }
  return shown;
}

/** A part of the message around. */
const part = (setup: (shown: Shown) => () => VNodeChild): Plain => defineComponent(() => setup(useShown()));

const Root = defineComponent({
  props: {
    message: { type: Object as PropType<ChatMessage>, required: true },
    /** It follows one of the same author, and shows neither name nor time. */
    follows: Boolean,
    /** It was jumped to a moment ago. */
    marked: Boolean,
  },
  setup(props, { slots }) {
    const texts = useTexts();
    const problem = shallowRef<ChatError>();
    const act = (work: () => Promise<unknown>) => {
      problem.value = undefined;
      runIn(work, (error) => (problem.value = error));
    };
    const near = shallowRef(false);
    const come = () => (near.value = true);
    provide(shownKey, { message: computed(() => props.message), texts, act, problem, near });
    return () => {
      const { message, follows, marked } = props;
      const given = {
        class: 'cogo-message',
        tabindex: -1,
        'aria-label': `${nameOf(message, texts.value)}, ${timeText(message.createdAt, texts.value)}`,
        'data-author': message.author.kind,
        'data-mine': message.mine,
        'data-state': message.state,
        'data-follows': follows,
        'data-marked': marked,
        onPointerenter: come,
        onFocusin: come,
      };
      const inner = slots.default?.() ?? [
        !follows && h(Avatar),
        !follows && h('header', { class: 'cogo-by' }, [h(Author), h(Time)]),
        h('div', [h(Quote), h(Parts), h(Edited), h(Reactions), h(State)]),
        h(Actions),
      ];
      return h('article', given, inner);
    };
  },
});

const Avatar = part(({ message, texts }) => () => {
  const { author } = message.value;
  const name = nameOf(message.value, texts.value);
  const avatar = assistantOf(message.value)?.avatar;
  const style = author.kind === 'user' ? { '--_hue': hueOf(author.id) } : undefined;
  const letters = author.kind === 'ai' && [...name].length <= 3 ? name : initialsOf(name);
  const inner = avatar?.startsWith('https:')
    ? [h('img', { src: avatar, alt: '', referrerpolicy: 'no-referrer' })]
    : (avatar ?? letters);
  return h('span', { class: 'cogo-avatar', 'aria-hidden': 'true', 'data-kind': author.kind, style }, inner);
});

const Author = part(
  ({ message, texts }) =>
    () =>
      h('bdi', { class: 'cogo-author' }, nameOf(message.value, texts.value)),
);

const Time = part(({ message, texts }) => () => {
  const { createdAt } = message.value;
  return h('time', { dir: 'auto', datetime: createdAt }, timeText(createdAt, texts.value));
});

/** A mark on what was changed. */
const Edited = part(
  ({ message, texts }) =>
    () =>
      message.value.editedAt && h('span', { class: 'cogo-edited' }, texts.value.edited),
);

/** The message that this one answers, as far as it is at hand. */
const Quote = part(({ message }) => () => {
  const { replyTo, author } = message.value;
  return author.kind !== 'ai' && replyTo && h(Quoted, { id: replyTo });
});

// Only these few look at all messages.
const Quoted = defineComponent(
  (props: { id: string }) => {
    const { texts } = useShown();
    const room = useTheRoom();
    const messages = useStore(() => room.value.messages.items);
    const answered = computed(() => messages.value.find(({ id }) => id === props.id));
    return () => {
      if (answered.value === undefined) {
        return null;
      }
      const name = nameOf(answered.value, texts.value);
      return h('blockquote', { class: 'cogo-quote', 'aria-label': texts.value.answerTo(name) }, [
        h('bdi', name),
        ': ',
        h('bdi', excerptOf(answered.value, texts.value)),
      ]);
    };
  },
  { props: { id: { type: String, required: true } } },
);

const Parts = part(({ message, texts }) => {
  const one = (each: Part): VNode => {
    switch (each.type) {
      case 'ai':
        return h(AiMessage.Root, { message: message.value });
      case 'task':
        return each.taskId === undefined
          ? h(Markdown, { text: each.text })
          : h(TaskCard.Root, { taskId: each.taskId, text: each.text });
      case 'deleted':
      case 'unreadable':
        return h('p', { class: 'cogo-text cogo-note' }, texts.value[each.type]);
      default:
        return h(Markdown, { text: each.text, type: each.type });
    }
  };
  return () => message.value.parts.map(one);
});

const Reactions = part(
  ({ message }) =>
    () =>
      message.value.reactions.length > 0 && h(ReactionButtons),
);

const ReactionButtons = part(({ message, texts, act }) => {
  const room = useTheRoom();
  const may = useCan('react');
  return () =>
    h(
      'div',
      { class: 'cogo-reactions' },
      message.value.reactions.map(({ emoji, count, mine }) =>
        button(`${emoji} ${count}`, () => act(() => room.value.messages.react(message.value, emoji, !mine)), {
          key: emoji,
          'aria-pressed': mine,
          'aria-label': texts.value.reaction(emoji, count),
          disabled: !may.value,
        }),
      ),
    );
});

const FAILED = { class: 'cogo-state', 'data-state': 'failed', role: 'alert' };

/** On its way, refused with the server's sentence, or seen by so many. */
const State = part(
  ({ message, problem }) =>
    () =>
      problem.value ? h('div', FAILED, problem.value.message) : message.value.mine && h(OwnState),
);

const OwnState = part(({ message, texts }) => {
  const room = useTheRoom();
  const { readersOf } = useReadMarks();
  return () => {
    const now = message.value;
    const readers = readersOf(now).length;
    switch (now.state) {
      case 'pending':
        return h('div', { class: 'cogo-state' }, texts.value.pending);
      case 'failed':
        return h('div', FAILED, [
          `${texts.value.failed}: ${now.error?.message} `,
          button(texts.value.retry, () => room.value.messages.retry(now.key)),
          button(texts.value.takeBack, () => composerOf(room.value).takeBack(now)),
        ]);
      default:
        return readers > 0 && h('div', { class: 'cogo-state' }, texts.value.seenBy(readers));
    }
  };
});

/** What can be done with a message is made when somebody comes near: most messages pass by. */
const Actions = part(
  ({ near }) =>
    () =>
      near.value && h(ActionButtons),
);

const ActionButtons = part(({ message, texts, act }) => {
  const room = useTheRoom();
  const session = useStore(() => settingsOf(room.value));
  return () => {
    const now = message.value;
    // What may be done follows from the session.
    void session.value;
    const { can, canEdit, canDelete, messages } = room.value;
    const { reply, edit } = composerOf(room.value);
    if (now.id === undefined || now.parts[0]?.type === 'deleted') {
      return null;
    }
    const label = texts.value.react;
    return h('div', { class: 'cogo-actions', role: 'group', 'aria-label': texts.value.actions }, [
      can('react') &&
        EMOJIS.map((emoji) =>
          button(emoji, () => act(() => messages.react(now, emoji)), {
            title: label(emoji),
            'aria-label': label(emoji),
          }),
        ),
      can('send') && button(texts.value.reply, () => reply(now)),
      mayAskAbout(room.value, now) && button(texts.value.letAiAnswer, () => act(() => room.value.ai.answer(now))),
      canEdit(now) && button(texts.value.edit, () => edit(now)),
      canDelete(now) && button(texts.value.delete, () => act(() => messages.delete(now))),
    ]);
  };
});

/** A message. Its parts stand inside a `Root` and know of it. */
export const Message: {
  readonly Root: typeof Root;
  readonly Avatar: Plain;
  readonly Author: Plain;
  readonly Time: Plain;
  readonly Quote: Plain;
  readonly Parts: Plain;
  readonly Edited: Plain;
  readonly Reactions: Plain;
  readonly State: Plain;
  readonly Actions: Plain;
} = /* @__PURE__ */ named('Message', { Root, Avatar, Author, Time, Quote, Parts, Edited, Reactions, State, Actions });
