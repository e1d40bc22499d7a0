import type { ToolApproval } from '@cogo-chat/client';
import { choicesOf, detailOf, type Choice } from '@cogo-chat/parts';
import { defineComponent, h, ref, type PropType } from 'vue';
import { useApprovals } from '../composables.js';
import { button } from './Icon.js';
import { named, type Plain } from './part.js';
import { useTexts } from './texts.js';

const Card = defineComponent(
  (props: { call: ToolApproval }) => {
    const { decide } = useApprovals();
    const busy = ref(false);
    const error = ref<string>();
    const texts = useTexts();
    const say = ({ decision }: Choice) => {
      busy.value = true;
      decide(props.call.callId, decision)
        .then(
          () => (error.value = undefined),
          (failure: Error) => (error.value = failure.message),
        )
        .finally(() => (busy.value = false));
    };
    return () => {
      const { call } = props;
      return h('article', { class: 'cogo-approval', 'data-state': call.state }, [
        h('strong', call.state === 'found' ? texts.value.toolFound : texts.value.toolAsks),
        h('div', [h('code', `${call.server}: ${call.tool}`)]),
        h('pre', { dir: 'auto' }, detailOf(call)),
        h(
          'div',
          { class: 'cogo-approval-actions' },
          choicesOf(call, texts.value).map((choice) =>
            button(choice.label, () => say(choice), { key: choice.decision, disabled: busy.value }),
          ),
        ),
        error.value !== undefined && h('p', { class: 'cogo-error' }, error.value),
      ]);
    };
  },
  { props: { call: { type: Object as PropType<ToolApproval>, required: true } } },
);

/** What the AI asks the user about; nothing when it asks nothing. */
const Root: Plain = defineComponent(() => {
  const { approvals } = useApprovals();
  const texts = useTexts();
  return () =>
    approvals.value.length === 0
      ? null
      : h(
          'section',
          { class: 'cogo-approvals', 'aria-label': texts.value.approvals, 'aria-live': 'polite' },
          approvals.value.map((call) => h(Card, { key: `${call.callId}-${call.state}`, call })),
        );
});

export const Approvals = /* @__PURE__ */ named('Approvals', { Root, Card });
