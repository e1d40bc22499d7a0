import type { Chat } from '@cogo-chat/client';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { offlineChat, sessionId, until } from '../../../parts/src/testing/chat.js';
import { ChatProvider, RoomProvider } from '../index.js';
import { LanguageProvider } from '../parts/index.js';
import { TaskForm } from './index.js';

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

it('asks for what the schema names, and says what is wrong with it and why it was refused', async () => {
  const draw = (language: string) =>
    root.render(
      <LanguageProvider language={language}>
        <ChatProvider chat={chat}>
          <RoomProvider id={sessionId}>
            <TaskForm.Root onStarted={() => undefined} />
          </RoomProvider>
        </ChatProvider>
      </LanguageProvider>,
    );
  await act(async () => draw('en'));
  await act(() => until('the fields', () => page.querySelector('.cogo-field')));
  const kinds = [...page.querySelectorAll<HTMLElement>('.cogo-field')].map(
    (field) => field.dataset['kind'] ?? 'choice of a type',
  );
  expect(kinds).toEqual(['choice of a type', 'text', 'flag', 'choice', 'lines', 'number', 'json']);
  expect(page.querySelector('legend')!.textContent).toBe('Output');
  for (const label of page.querySelectorAll('label')) {
    expect(page.querySelector(`[id="${label.htmlFor}"]`), label.textContent!).not.toBeNull();
  }

  const start = () => act(async () => page.querySelector<HTMLElement>('[type=submit]')!.click());
  await start();
  const field = page.querySelector('textarea')!;
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(page.querySelector('[role=alert]')!.textContent).toBe('This is needed.');
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')!.set!.call(field, 'one two');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  expect(page.querySelector('[role=alert]')).toBeNull();
  await start();
  await act(() => until('the refusal', () => page.querySelector('[role=alert]')));
  expect(page.querySelector('[role=alert]')!.textContent).toBe('The server could not be reached.');

  await act(async () => draw('ko'));
  await act(() => until('Korean', () => page.textContent!.includes('작업 시작')));
});
