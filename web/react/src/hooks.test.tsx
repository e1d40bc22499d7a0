import type { Chat } from '@cogo-chat/client';
import { act, StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { offlineChat, sessionId } from '../../parts/src/testing/chat.js';
import { ChatProvider, RoomProvider, useCan, useComposer, useMessages, useRoom, useUnread, useUser } from './index.js';

let chat: Chat;
let root: Root;
let page: HTMLElement;

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  chat = await offlineChat();
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
});

afterEach(async () => {
  await act(async () => root.unmount());
  page.remove();
  chat.close();
});

function Said() {
  const { messages } = useMessages();
  const { session } = useRoom();
  const { text, write, send } = useComposer();
  return (
    <>
      <h1>{session?.title}</h1>
      <ol>
        {messages.map((message) => (
          <li key={message.key}>{`${message.text} ${message.state}`}</li>
        ))}
      </ol>
      <input value={text} onChange={(event) => write(event.target.value)} />
      <button onClick={send} disabled={!useCan('send')}>
        Send
      </button>
      <button disabled={!useCan('archive')}>Archive</button>
    </>
  );
}

const Person = () => (
  <p>
    {useUser()?.displayName} {useUnread()}
  </p>
);

it('hooks show what the client knows, and what they do goes through it', async () => {
  await act(async () =>
    root.render(
      <StrictMode>
        <ChatProvider chat={chat}>
          <Person />
          <RoomProvider id={sessionId}>
            <Said />
          </RoomProvider>
        </ChatProvider>
      </StrictMode>,
    ),
  );
  expect(page.querySelector('p')?.textContent).toBe('Ann 2');
  expect(page.querySelector('h1')?.textContent).toBe('Lighthouses');
  const [send, archive] = page.querySelectorAll('button');
  expect([send!.disabled, archive!.disabled]).toEqual([false, true]);

  const field = page.querySelector('input')!;
  await act(async () => {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')!.set!.call(field, 'hello');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  expect(field.value).toBe('hello');
  await act(async () => send!.click());
  expect(page.querySelector('li')?.textContent).toBe('hello pending');
  expect(field.value).toBe('');
});

it('a room is used as long as something shows it', async () => {
  const room = chat.room(sessionId);
  const show = (inner: React.ReactNode) =>
    act(async () => root.render(<ChatProvider chat={chat}>{inner}</ChatProvider>));
  await show(
    <RoomProvider id={sessionId}>
      <Said />
    </RoomProvider>,
  );
  expect(room.status.get().status).not.toBe('detached');
  await show(null);
  await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
  expect(room.status.get().status).toBe('detached');
});

it('a hook outside its provider says which one is missing', () => {
  const lonely = createRoot(document.createElement('div'));
  expect(() => act(() => lonely.render(<Person />))).toThrow('<ChatProvider>');
});
