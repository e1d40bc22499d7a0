import type { Chat } from '@cogo-chat/client';
import { createCogo, provideRoom, useComposer, useMessages } from '@cogo-chat/vue';
import '@cogo-chat/vue/element';
import { CogoChat, Message, Thread, type Row } from '@cogo-chat/vue/parts';
import { createApp, defineComponent, h } from 'vue';

const Lines = defineComponent({
  props: { id: { type: String, required: true } },
  setup(props) {
    provideRoom(() => props.id);
    const { messages } = useMessages();
    const { composer, send } = useComposer();
    return () => [
      ...messages.value.map((message) => h('p', { key: message.key }, message.text)),
      h('button', { onClick: send }, composer.value.text),
      h(Thread.Root, null, { default: ({ row }: { row: Row }) => h(Message.Root, { message: row.message }) }),
    ];
  },
});

export function mount(chat: Chat, sessionId: string): void {
  const page = () => [h(CogoChat, { sessionId, theme: 'dark' }), h(Lines, { id: sessionId })];
  createApp({ render: page }).use(createCogo({ chat })).mount('#chat');
}
