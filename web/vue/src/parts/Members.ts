import type { Member } from '@cogo-chat/client';
import { memberName, memberNote } from '@cogo-chat/parts';
import { defineComponent, h, type PropType } from 'vue';
import { useMembers } from '../composables.js';
import { Presence } from './Presence.js';
import { useTexts } from './texts.js';
import { named, type Plain } from './part.js';

const Item = defineComponent({
  props: { member: { type: Object as PropType<Member>, required: true } },
  setup(props) {
    const texts = useTexts();
    return () => {
      const { member } = props;
      return h('li', { class: 'cogo-member' }, [
        h(Presence.Dot, { userId: member.userId, always: member.assistant !== undefined }),
        h('bdi', memberName(member)),
        h('small', memberNote(member, texts.value)),
      ]);
    };
  },
});

const Root = defineComponent(() => {
  const { members } = useMembers();
  const texts = useTexts();
  return () =>
    h(
      'ul',
      { class: 'cogo-members', 'aria-label': texts.value.members },
      members.value.map((member) => h(Item, { key: member.userId, member })),
    );
});

/** Who belongs to the session, and who of them is there. */
export const Members: {
  readonly Root: Plain;
  readonly Item: typeof Item;
} = /* @__PURE__ */ named('Members', { Root, Item });
