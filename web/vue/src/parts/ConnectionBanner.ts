import { bannerOf } from '@cogo-chat/parts';
import { defineComponent, h, ref, watch } from 'vue';
import { useConnection } from '../composables.js';
import { useChat } from '../context.js';
import { useStore } from '../store.js';
import { useTexts } from './texts.js';
import type { Plain } from './part.js';

/** Says that there is no connection, and when it is tried again; nothing while all is well. */
export const ConnectionBanner: Plain = defineComponent(
  () => {
    const connection = useConnection();
    const persistence = useStore(useChat().persistence);
    const texts = useTexts();
    const now = ref(Date.now());
    watch(
      () => connection.value.retryAt,
      (retryAt, _, onCleanup) => {
        if (retryAt !== undefined) {
          now.value = Date.now();
          const timer = setInterval(() => (now.value = Date.now()), 1_000);
          onCleanup(() => clearInterval(timer));
        }
      },
      { immediate: true },
    );
    return () => {
      const text = bannerOf(connection.value, persistence.value, texts.value, now.value);
      const banner =
        text === undefined ? [] : [h('div', { class: 'cogo-banner', 'data-status': connection.value.status }, text)];
      return h('div', { role: 'status' }, banner);
    };
  },
  { name: 'CogoConnectionBanner' },
);
