// Two people in two browsers, each at another node of three, with the AI and with the example agent.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromiumPath, openWindow } from './support/browser.mjs';
import { startGeminiStub, stubAnswer } from './support/gemini-stub.mjs';
import { freePorts } from './support/ports.mjs';
import { startSystem } from './support/system.mjs';

const skip = chromiumPath ? false : 'no Chromium: CHROMIUM_PATH is not set';
const ada = { name: 'Ada', email: `ada-${randomUUID()}@example.org`, password: 'a password of Ada' };
const ben = { name: 'Ben', email: `ben-${randomUUID()}@example.org`, password: 'a password of Ben' };
let gemini;
let system;
let windows = [];

before(async () => {
  if (skip) return;
  gemini = await startGeminiStub();
  system = await startSystem({
    nodes: 3,
    args: ['--with-example-agent'],
    environment: {
      GEMINI_API_KEY: gemini.apiKey,
      GEMINI_BASE_URL: gemini.url,
      AGENT_URL: `http://127.0.0.1:${await freePorts(1)}`,
    },
  });
});

after(async () => {
  for (const window of windows) await window.close();
  await system?.stop();
  await gemini?.close();
});

async function register(url, person, options) {
  const window = await openWindow(url, options);
  windows.push(window);
  const { page } = window;
  await page.getByRole('button', { name: 'Create an account' }).click();
  // What few need, nobody is asked.
  assert.equal(await page.getByText(/operator/i).count(), 0);
  await page.getByLabel('Display name').fill(person.name);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('button', { name: 'New chat' }).first().waitFor();
  return window;
}

const messages = (page) => page.getByRole('log', { name: 'Messages' });

async function say(page, text) {
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

async function picture(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

test(
  'two browsers at two nodes chat with each other, with the AI and with an agent',
  { skip, timeout: 180_000 },
  async (t) => {
    const { page: left, complaints } = await register(system.urls[0], ada);
    const { page: right, complaints: others } = await register(system.urls[1], ben, {
      size: { width: 390, height: 844 },
      colorScheme: 'dark',
      phone: true,
    });

    await t.test('a new chat shows up at the other person', async () => {
      await left.getByRole('button', { name: 'New chat' }).first().click();
      const dialog = left.getByRole('dialog');
      await dialog.getByLabel('Title').fill('Launch day');
      await dialog.getByLabel('Members').fill(ben.email);
      await dialog.getByRole('button', { name: 'Create chat' }).click();
      await right.getByRole('link', { name: /Launch day/ }).click();
    });

    await t.test('messages go both ways, once and in order', async () => {
      await say(left, 'Good morning, Ben!');
      await messages(right).getByText('Good morning, Ben!').waitFor();
      await say(right, 'Morning, Ada. Ready when you are.');
      await messages(left).getByText('Morning, Ada. Ready when you are.').waitFor();
      for (const page of [left, right]) {
        assert.equal(await messages(page).getByText('Good morning, Ben!').count(), 1);
      }
    });

    await t.test('typing and presence are seen', async () => {
      await right.getByRole('textbox', { name: 'Message', exact: true }).pressSequentially('I am wri');
      await left.getByTestId('typing').getByText('Ben').waitFor();
      await right.getByRole('textbox', { name: 'Message', exact: true }).fill('');
      await left.getByTestId('presence').getByText('2').waitFor();
    });

    await t.test('the AI answers for both', async () => {
      await left.getByRole('button', { name: 'Ask AI' }).click();
      await say(left, 'What is a good name for our launch?');
      // What is said next is meant for people again.
      assert.equal(await left.getByRole('button', { name: 'Ask AI' }).getAttribute('aria-pressed'), 'false');
      const answer = stubAnswer('What is a good name for our launch?', 'en-US');
      await messages(left).getByTestId('ai-message').filter({ hasText: answer }).waitFor();
      await messages(right).getByTestId('ai-message').filter({ hasText: answer }).waitFor();
    });

    await t.test('the AI answers an earlier message, when somebody wants that', async () => {
      const message = messages(left).getByTestId('message').filter({ hasText: 'Ready when you are.' });
      await message.getByRole('button', { name: /^Actions for/ }).click();
      await left.getByRole('menuitem', { name: 'Let the AI answer' }).click();
      const answer = stubAnswer('Morning, Ada. Ready when you are.', 'en-US');
      await messages(right).getByTestId('ai-message').filter({ hasText: answer }).waitFor();
    });

    await t.test("an agent's progress and result are seen by both", async () => {
      await left.getByRole('button', { name: 'Start agent task' }).click();
      const dialog = left.getByRole('dialog');
      // The agent of the settings says nothing of what it takes.
      await dialog.getByLabel('Task type').fill('word_count');
      const text = 'one two three four five six seven eight nine ten '.repeat(20);
      await dialog.getByLabel('Parameters').fill(JSON.stringify({ text, delayMs: 400 }));
      await dialog.getByRole('button', { name: 'Start task' }).click();
      for (const page of [left, right]) {
        await page.waitForFunction(() => {
          const bar = document.querySelector('[data-testid="task-card"] progress');
          return bar !== null && bar.value > 0 && bar.value < 100;
        });
      }
      await picture(left, 'console');
      for (const page of [left, right]) {
        await messages(page).getByTestId('agent-result').filter({ hasText: '200' }).waitFor();
        // It is told once: the card says only that it is over.
        await messages(page).getByTestId('task-card').getByText('Completed').waitFor();
        assert.equal(await messages(page).getByTestId('task-card').getByText('200').count(), 0);
      }
      await picture(left, 'console-result');
      await picture(right, 'console-phone');
    });

    await t.test('everything is still there after a reload', async () => {
      await left.reload();
      await left.getByRole('link', { name: /Launch day/ }).click();
      await messages(left).getByText('Good morning, Ben!').waitFor();
      await messages(left).getByTestId('agent-result').waitFor();
    });

    await t.test('neither page complained', () => assert.deepEqual([...complaints, ...others], []));
  },
);
