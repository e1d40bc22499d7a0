import { announcementsOf, dayText, threadOf, type Row } from '@cogo-chat/parts';
import { computed, defineComponent, h, shallowRef, watch, type SlotsType, type VNode } from 'vue';
import { useRoom } from '../composables.js';
import { useTheRoom } from '../context.js';
import { useStore } from '../store.js';
import { button } from './Icon.js';
import { Message } from './Message.js';
import { useTexts } from './texts.js';
import { named, type Plain } from './part.js';

function useThread() {
  const room = useTheRoom();
  const thread = computed(() => threadOf(room.value));
  return { thread, view: useStore(() => thread.value.view) };
}

const Root = defineComponent({
  slots: Object as SlotsType<{
    /** Draws a message in place of `Message.Root`. */
    default?: { row: Row; marked: boolean };
  }>,
  setup(_, { slots }) {
    const { thread, view } = useThread();
    const { error } = useRoom();
    const texts = useTexts();
    const log = shallowRef<HTMLElement | null>(null);
    watch(
      [log, thread],
      ([element], _before, onCleanup) => {
        if (element !== null) {
          onCleanup(thread.value.attach(element));
        }
      },
      { flush: 'post' },
    );
    // A function as ref would be called for every row whenever one is drawn.
    const measured = {
      onVnodeMounted: ({ el }: VNode) => thread.value.measure(el as HTMLElement),
      onVnodeUnmounted: () => thread.value.measure(null),
    };
    const rowOf = ({ row, index }: { row: Row; index: number }) => {
      const marked = view.value.marked === row.key;
      return h('div', { key: row.key, class: 'cogo-row', 'data-index': index, ...measured }, [
        row.newDay && h(DayLine, { at: row.message.createdAt }),
        row.fresh && h(NewLine),
        slots.default?.({ row, marked }) ?? h(Message.Root, { message: row.message, follows: row.follows, marked }),
      ]);
    };
    return () => {
      const { rows, offset, state } = view.value;
      const { messages, noMessages, loading } = texts.value;
      const given = {
        ref: log,
        class: 'cogo-log',
        role: 'log',
        'aria-live': 'off',
        'aria-label': messages,
        tabindex: 0,
        onKeydown: (event: KeyboardEvent) => thread.value.onKeyDown(event),
      } as const;
      return h('div', { class: 'cogo-thread' }, [
        h('div', given, [
          h('div', { class: 'cogo-rows' }, [
            h('div', { class: 'cogo-window', style: { transform: `translateY(${offset}px)` } }, rows.map(rowOf)),
          ]),
          state !== 'shown' &&
            h('p', { class: 'cogo-empty' }, error.value?.message ?? (state === 'empty' ? noMessages : loading)),
        ]),
        h(ToEnd),
        h(Announcements),
      ]);
    };
  },
});

const DayLine = defineComponent(
  (props: { at: string }) => {
    const texts = useTexts();
    return () => h('div', { class: 'cogo-line' }, dayText(props.at, texts.value));
  },
  { props: { at: { type: String, required: true } } },
);

const NewLine = defineComponent(() => {
  const texts = useTexts();
  return () => h('div', { class: 'cogo-line', 'data-kind': 'new' }, texts.value.newLine);
});

/** Leads back to the end, and says how much has come there. */
const ToEnd = defineComponent(() => {
  const { thread, view } = useThread();
  const texts = useTexts();
  return () => {
    const { atEnd, unseen, state } = view.value;
    const { newMessages, toEnd } = texts.value;
    return atEnd || state !== 'shown'
      ? null
      : button(`↓ ${unseen > 0 ? newMessages(unseen) : toEnd}`, () => thread.value.toEnd(), { class: 'cogo-to-end' });
  };
});

/** What a screen reader is told, seldom enough to be listened to. */
const Announcements = defineComponent(() => {
  const room = useTheRoom();
  const texts = useTexts();
  const said = useStore(() => announcementsOf(room.value, texts.value));
  return () => h('div', { class: 'cogo-hidden', role: 'status' }, said.value);
});

/** What is said in the room: only what is seen is drawn, and it keeps its place when older messages come. */
export const Thread: {
  readonly Root: typeof Root;
  readonly DayLine: typeof DayLine;
  readonly NewLine: Plain;
  readonly ToEnd: Plain;
  readonly Announcements: Plain;
} = /* @__PURE__ */ named('Thread', { Root, DayLine, NewLine, ToEnd, Announcements });
