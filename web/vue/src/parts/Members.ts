import type { Member } from '@cogo-chat/client';
import { isSilenced } from '@cogo-chat/parts';
import { defineComponent, h, type PropType } from 'vue';
import { useMembers } from '../composables.js';
import { Presence } from './Presence.js';
import { useTexts } from './texts.js';
import type { Plain } from './part.js';

const Item = defineComponent({
  name: 'CogoMember',
  props: { member: { type: Object as PropType<Member>, required: true } },
  setup(props) {
    const texts = useTexts();
    return () => {
      const { userId, displayName, role } = props.member;
      const { silenced, roles } = texts.value;
      return h('li', { class: 'cogo-member' }, [
        h(Presence.Dot, { userId }),
        h('bdi', displayName),
        h('small', isSilenced(props.member) ? silenced : role === 'member' ? '' : roles[role]),
      ]);
    };
  },
});

const Root = defineComponent(
  () => {
    const { members } = useMembers();
    const texts = useTexts();
    return () =>
      h(
        'ul',
        { class: 'cogo-members', 'aria-label': texts.value.members },
        members.value.map((member) => h(Item, { key: member.userId, member })),
      );
  },
  { name: 'CogoMembers' },
);

/** Who belongs to the session, and who of them is there. */
export const Members: {
  readonly Root: Plain;
  readonly Item: typeof Item;
} = { Root, Item };
