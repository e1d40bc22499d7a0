import { defineComponent, h } from 'vue';
import { usePresence } from '../composables.js';
import { useTexts } from './texts.js';
import { named, type Plain } from './part.js';

const Count = defineComponent(() => {
  const { count } = usePresence();
  const texts = useTexts();
  return () => (count.value > 0 ? h('bdi', { class: 'cogo-here' }, texts.value.here(count.value)) : null);
});

const Dot = defineComponent(
  (props: { userId: string; always?: boolean }) => {
    const { users } = usePresence();
    const texts = useTexts();
    return () => {
      // An assistant answers from nowhere, and is there.
      const status = props.always ? 'online' : (users.value.get(props.userId)?.status ?? 'offline');
      return h('span', {
        class: 'cogo-dot',
        role: 'img',
        'aria-label': texts.value.status[status],
        'data-status': status,
      });
    };
  },
  { props: { userId: { type: String, required: true }, always: Boolean } },
);

/** Who is there: how many, and a dot for one. */
export const Presence: {
  readonly Count: Plain;
  readonly Dot: typeof Dot;
} = /* @__PURE__ */ named('Presence', { Count, Dot });
