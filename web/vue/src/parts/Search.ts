import type { Message } from '@cogo-chat/client';
import { excerptOf, nameOf, whenText, type SearchState } from '@cogo-chat/parts';
import { defineComponent, h, ref, type PropType } from 'vue';
import { useSearch } from '../composables.js';
import { button } from './Icon.js';
import { useTexts } from './texts.js';
import { named } from './part.js';

const Results = defineComponent({
  props: { found: { type: Object as PropType<SearchState>, required: true } },
  emits: { select: (message: Message) => message.key !== '', more: () => true },
  setup(props, { emit }) {
    const texts = useTexts();
    const hit = (message: Message) =>
      h('li', { key: message.key }, [
        h('button', { type: 'button', class: 'cogo-hit', onClick: () => emit('select', message) }, [
          h('small', [
            h('bdi', nameOf(message, texts.value)),
            h('time', { dir: 'auto', datetime: message.createdAt }, whenText(message.createdAt, texts.value)),
          ]),
          h('span', { dir: 'auto' }, excerptOf(message, texts.value)),
        ]),
      ]);
    return () => {
      const { results, hasMore, status, error } = props.found;
      const { loading, nothingFound, more } = texts.value;
      return [
        h(
          'p',
          { role: 'status' },
          error?.message ?? (status === 'searching' ? loading : results?.length === 0 ? nothingFound : ''),
        ),
        h('ol', results?.map(hit)),
        hasMore && button(more, () => emit('more')),
      ];
    };
  },
});

const Root = defineComponent({
  props: {
    /** Looks in all sessions, not only in the room around. */
    everywhere: Boolean,
  },
  emits: { select: (message: Message) => message.key !== '' },
  setup(props, { emit }) {
    const { found, search, more } = useSearch(props);
    const words = ref('');
    const texts = useTexts();
    const onSubmit = (event: Event) => {
      event.preventDefault();
      search(words.value);
    };
    return () =>
      h('search', { class: 'cogo-search' }, [
        h('form', { onSubmit }, [
          h('input', {
            type: 'search',
            dir: 'auto',
            'aria-label': texts.value.searchFor,
            placeholder: texts.value.searchFor,
            value: words.value,
            onInput: (event: Event) => (words.value = (event.target as HTMLInputElement).value),
          }),
        ]),
        h(Results, { found: found.value, onMore: more, onSelect: (message: Message) => emit('select', message) }),
      ]);
  },
});

/** Finds messages by their words. */
export const Search = /* @__PURE__ */ named('Search', { Root, Results });
