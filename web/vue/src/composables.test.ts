import type { Chat } from '@cogo-chat/client';
import { createApp, defineComponent, h, nextTick, ref, type App } from 'vue';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { offlineChat, sessionId } from '../../parts/src/testing/chat.js';
import {
  createCogo,
  RoomProvider,
  useCan,
  useComposer,
  useMessages,
  useRoom,
  useStore,
  useUnread,
  useUser,
} from './index.js';

const other = '01890000-0000-7000-8000-00000000000b';
let chat: Chat;
let app: App | undefined;
let page: HTMLElement;

beforeEach(async () => {
  chat = await offlineChat();
  page = document.body.appendChild(document.createElement('div'));
});

afterEach(() => {
  app?.unmount();
  app = undefined;
  page.remove();
  chat.close();
});

const Said = defineComponent(() => {
  const { messages } = useMessages();
  const { session } = useRoom();
  const { composer, write, send } = useComposer();
  const can = { send: useCan('send'), archive: useCan('archive') };
  return () => [
    h('h1', session.value?.title),
    messages.value.map(({ key, text, state }) => h('li', { key }, `${text} ${state}`)),
    h('input', {
      value: composer.value.text,
      onInput: (event: Event) => write((event.target as HTMLInputElement).value),
    }),
    h('button', { onClick: send, disabled: !can.send.value }),
    h('button', { disabled: !can.archive.value }),
  ];
});

const shown = ref<string>();
const Page = defineComponent(() => {
  const user = useUser();
  const unread = useUnread();
  return () => [
    h('p', `${user.value?.displayName} ${unread.value}`),
    shown.value && h(RoomProvider, { id: shown.value }, { default: () => h(Said) }),
  ];
});

function open(id: string | undefined): void {
  shown.value = id;
  app = createApp(Page).use(createCogo({ chat }));
  app.mount(page);
}

it('composables show what the client knows, and what they do goes through it', async () => {
  open(sessionId);
  expect(page.querySelector('p')?.textContent).toBe('Ann 2');
  expect(page.querySelector('h1')?.textContent).toBe('Lighthouses');
  const [send, archive] = page.querySelectorAll('button');
  expect([send!.disabled, archive!.disabled]).toEqual([false, true]);
  const field = page.querySelector('input')!;
  field.value = 'hello';
  field.dispatchEvent(new Event('input'));
  send!.click();
  await nextTick();
  expect(page.querySelector('li')?.textContent).toBe('hello pending');
  expect(field.value).toBe('');
});

it('another id is another room, and one that nothing shows is left', async () => {
  open(sessionId);
  const [first, second] = [chat.room(sessionId), chat.room(other)];
  const states = () => [first, second].map((room) => room.status.get().status !== 'detached');
  expect(states()).toEqual([true, false]);
  chat.room(sessionId).messages.send('hello');
  shown.value = other;
  await nextTick();
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(states()).toEqual([false, true]);
  expect(page.querySelector('li')).toBe(null);
  shown.value = undefined;
  await nextTick();
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(states()).toEqual([false, false]);
});

it('a store outside a scope would never be left, so it is refused', () => {
  expect(() => useStore(chat.user)).toThrow('setup()');
});
