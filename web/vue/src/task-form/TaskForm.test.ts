import type { Chat } from '@cogo-chat/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createApp, h, type App } from 'vue';
import { offlineChat, sessionId, until } from '../../../parts/src/testing/chat.js';
import { createCogo, RoomProvider } from '../index.js';
import { TaskForm } from './index.js';

let chat: Chat;
let app: App;
let page: HTMLElement;

beforeEach(async () => {
  chat = await offlineChat();
  page = document.body.appendChild(document.createElement('div'));
  app = createApp({ render: () => h(RoomProvider, { id: sessionId }, () => h(TaskForm.Root)) });
  app.use(createCogo({ chat })).mount(page);
});

afterEach(() => {
  app.unmount();
  page.remove();
  chat.close();
});

it('asks for what the schema names, and says what is wrong with it and why it was refused', async () => {
  await until('the fields', () => page.querySelector('.cogo-field'));
  const kinds = [...page.querySelectorAll<HTMLElement>('.cogo-field')].map(
    (field) => field.dataset['kind'] ?? 'choice of a type',
  );
  expect(kinds).toEqual(['choice of a type', 'text', 'flag', 'choice', 'lines', 'number', 'json']);
  expect(page.querySelector('legend')!.textContent).toBe('Output');
  for (const label of page.querySelectorAll('label')) {
    expect(page.querySelector(`[id="${label.htmlFor}"]`), label.textContent!).not.toBeNull();
  }

  const start = () => page.querySelector<HTMLElement>('.cogo-send')!.click();
  start();
  await until('the problem', () => page.querySelector('[role=alert]'));
  const field = page.querySelector('textarea')!;
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(page.querySelector('[role=alert]')!.textContent).toBe('This is needed.');
  field.value = 'one two';
  field.dispatchEvent(new Event('input'));
  await until('no problem', () => page.querySelector('[role=alert]') === null);
  start();
  await until('the refusal', () => page.querySelector('[role=alert]'));
  expect(page.querySelector('[role=alert]')!.textContent).toBe('The server could not be reached.');
});
