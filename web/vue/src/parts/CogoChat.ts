import type { Chat, Message } from '@cogo-chat/client';
import { runIn, settingsOf, threadOf, titleOf } from '@cogo-chat/parts';
import { defineComponent, h, ref, type PropType, type VNode } from 'vue';
import { useUser } from '../composables.js';
import { provideChat, RoomProvider, useTheRoom } from '../context.js';
import { Approvals } from './Approvals.js';
import { Composer } from './Composer.js';
import { ConnectionBanner } from './ConnectionBanner.js';
import { iconButton } from './Icon.js';
import { Members } from './Members.js';
import { Presence } from './Presence.js';
import { Search } from './Search.js';
import { SessionList } from './SessionList.js';
import { useStore } from '../store.js';
import { provideLanguage, useTexts } from './texts.js';
import { Thread } from './Thread.js';
import { TypingLine } from './TypingLine.js';

/** What `CogoChat` takes, beside the client. */
export const chatProps = {
  /** The session to show; without one the user's sessions are offered. */
  sessionId: String,
  /** The language of the parts; without one the browser's. */
  language: String,
  /** Without one the system's. */
  theme: String as PropType<'light' | 'dark'>,
  density: String as PropType<'compact'>,
} as const;

/** A whole chat in one tag: the thread of a session with everything around, or the list of sessions with it. */
export const CogoChat = defineComponent({
  name: 'CogoChat',
  props: {
    ...chatProps,
    /** The client; left out where the plugin of `createCogo` is used. It is taken once. */
    chat: Object as PropType<Chat>,
  },
  setup(props) {
    if (props.chat !== undefined) {
      provideChat(props.chat);
    }
    provideLanguage(() => props.language);
    return () =>
      h('div', { class: 'cogo cogo-chat', 'data-theme': props.theme, 'data-density': props.density }, [
        props.sessionId === undefined ? h(Sessions) : oneRoom(props.sessionId),
      ]);
  },
});

const oneRoom = (id: string, onBack?: () => void): VNode =>
  h(RoomProvider, { key: id, id }, { default: () => h(RoomView, { onBack }) });

const Sessions = defineComponent(() => {
  const current = ref<string>();
  const texts = useTexts();
  return () =>
    h('div', { class: 'cogo-chat', 'data-open': current.value === undefined ? 'list' : 'room', style: { flex: 1 } }, [
      h('div', { class: 'cogo-side' }, [
        h(SessionList.Root, { current: current.value, onSelect: (id: string) => (current.value = id) }),
      ]),
      current.value === undefined
        ? h('div', { class: 'cogo-room' }, [h('p', { class: 'cogo-empty' }, texts.value.chooseSession)])
        : oneRoom(current.value, () => (current.value = undefined)),
    ]);
});

const RoomView = defineComponent({
  props: { onBack: Function as PropType<() => void> },
  setup(props) {
    const open = ref<'search' | 'members'>();
    const room = useTheRoom();
    const texts = useTexts();
    const close = () => (open.value = undefined);
    const toggle = (name: 'search' | 'members') => () => (open.value = open.value === name ? undefined : name);
    const onSelect = ({ seq }: Message) => {
      close();
      if (seq !== undefined) {
        runIn(
          () => threadOf(room.value).to(seq),
          () => undefined,
        );
      }
    };
    const panel = (title: string, inner: VNode) =>
      h('aside', { class: 'cogo-panel', 'aria-label': title }, [
        h('header', [h('h3', title), iconButton({ icon: 'close', label: texts.value.close, onClick: close })]),
        inner,
      ]);
    const panelButton = (name: 'search' | 'members') =>
      iconButton({ icon: name, label: texts.value[name], expanded: open.value === name, onClick: toggle(name) });
    return () => [
      h('section', { class: 'cogo-room' }, [
        h('header', { class: 'cogo-header' }, [
          props.onBack &&
            iconButton({ icon: 'back', label: texts.value.back, class: 'cogo-back', onClick: props.onBack }),
          h(Title),
          h(Presence.Count),
          panelButton('search'),
          panelButton('members'),
        ]),
        h(ConnectionBanner),
        h(Thread.Root),
        h(Approvals.Root),
        h(TypingLine),
        h(Composer.Root),
      ]),
      open.value === 'search' && panel(texts.value.search, h(Search.Root, { onSelect })),
      open.value === 'members' && panel(texts.value.members, h(Members.Root)),
    ];
  },
});

const Title = defineComponent(() => {
  const room = useTheRoom();
  const session = useStore(() => settingsOf(room.value));
  const user = useUser();
  const texts = useTexts();
  return () =>
    h('h2', { class: 'cogo-title', dir: 'auto' }, session.value && titleOf(session.value, user.value?.id, texts.value));
});
