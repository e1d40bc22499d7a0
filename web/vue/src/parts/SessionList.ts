import type { Session } from '@cogo-chat/client';
import { plainText, runIn, titleOf, whenText } from '@cogo-chat/parts';
import { defineComponent, h, type PropType, type SlotsType } from 'vue';
import { useSessions, useUser } from '../composables.js';
import { button } from './Icon.js';
import { useTexts } from './texts.js';
import { named } from './part.js';

const Item = defineComponent({
  props: { session: { type: Object as PropType<Session>, required: true }, current: Boolean },
  emits: { select: (sessionId: string) => sessionId !== '' },
  setup(props, { emit }) {
    const texts = useTexts();
    const user = useUser();
    return () => {
      const { id, unread, lastActivity, lastMessage } = props.session;
      const given = {
        type: 'button',
        class: 'cogo-session',
        'aria-current': props.current,
        'data-unread': unread > 0,
        onClick: () => emit('select', id),
      } as const;
      return h('button', given, [
        h('strong', { dir: 'auto' }, titleOf(props.session, user.value?.id, texts.value)),
        h('time', { dir: 'auto', datetime: lastActivity }, whenText(lastActivity, texts.value)),
        h('span', { class: 'cogo-last', dir: 'auto' }, plainText(lastMessage?.content.slice(0, 200) ?? '')),
        unread > 0 &&
          h('span', { class: 'cogo-count' }, [
            h('span', { 'aria-hidden': 'true' }, unread),
            h('span', { class: 'cogo-hidden' }, texts.value.unread(unread)),
          ]),
      ]);
    };
  },
});

const Root = defineComponent({
  props: {
    /** The id of the session that is shown. */
    current: String,
  },
  emits: { select: (sessionId: string) => sessionId !== '' },
  slots: Object as SlotsType<{ default?: { session: Session } }>,
  setup(props, { emit, slots }) {
    const { sessions, hasMore, error, loadMore } = useSessions();
    const texts = useTexts();
    const item = (session: Session) =>
      slots.default?.({ session }) ??
      h(Item, { session, current: session.id === props.current, onSelect: (id: string) => emit('select', id) });
    return () =>
      h('nav', { class: 'cogo-sessions', 'aria-label': texts.value.sessions }, [
        h(
          'ul',
          sessions.value?.map((session) => h('li', { key: session.id }, item(session))),
        ),
        sessions.value?.length === 0 && h('p', { class: 'cogo-empty' }, texts.value.noSessions),
        sessions.value === undefined && h('p', { class: 'cogo-empty' }, error.value?.message ?? texts.value.loading),
        hasMore.value && button(texts.value.more, () => runIn(loadMore, () => undefined)),
      ]);
  },
});

/** The user's sessions, newest activity first. */
export const SessionList = /* @__PURE__ */ named('SessionList', { Root, Item });
