// The chat in one tag on a real node, as React, as Vue and as a web component: the same page three times, and it does the same.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as at } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { findings } from './support/axe.mjs';
import { chromiumPath, openWindow } from './support/browser.mjs';
import { startGeminiStub, stubAnswer } from './support/gemini-stub.mjs';
import { buildExample, serveExample } from './support/pages.mjs';
import { join } from './support/sdk.mjs';
import { startSystem } from './support/system.mjs';
import { until } from './support/wait.mjs';

const skip = chromiumPath ? false : 'CHROMIUM_PATH names no browser';
/** More than two pages of history. */
const OLD = 130;
const TELL = 'Tell them when it was built.';

/** In the page: the messages on the screen, with how far each is from the top. */
function shownIn(log) {
  const { top, bottom } = log.getBoundingClientRect();
  return [...log.querySelectorAll('article')]
    .map((article) => ({
      text: article.querySelector('.cogo-text').textContent,
      at: article.getBoundingClientRect().top - top,
    }))
    .filter(({ at }) => at >= 0 && at < bottom - top);
}

/** The heading over the chat is the page's. */
const inParts = (page) => findings(page, { 'page-has-heading-one': { enabled: false } });

describe('the chat in one tag', { skip }, () => {
  let gemini;
  let system;
  let url;
  let ann;
  let ben;
  let settings;

  before(async () => {
    gemini = await startGeminiStub({
      calls: (question) =>
        question === TELL ? { name: 'chat__send_message', args: { content: 'It was built in 1918.' } } : undefined,
    });
    settings = await mkdtemp(at(tmpdir(), 'cogo-tools-'));
    const tools = at(settings, 'tools.json');
    await writeFile(tools, JSON.stringify({ own: { send_message: 'ask' } }));
    system = await startSystem({
      environment: { GEMINI_API_KEY: gemini.apiKey, GEMINI_BASE_URL: gemini.url, AI_TOOLS: tools },
    });
    [url] = system.urls;
    [ann, ben] = await Promise.all([join(url, 'Ann'), join(url, 'Ben')]);
  });

  after(async () => {
    ann?.chat.close();
    ben?.chat.close();
    await system?.stop();
    await gemini?.close();
    if (settings) await rm(settings, { recursive: true, force: true });
  });

  /** A session with a history, and Ben in it. */
  async function meet(title) {
    const { id } = await ben.chat.sessions.create({ title, members: [ann.user.id] });
    const messages = Array.from({ length: OLD }, (_, i) => ({
      content: `old ${i + 1} ${'word '.repeat((i % 5) * 30)}`,
    }));
    for (const some of [messages.slice(0, 100), messages.slice(100)]) {
      await ben.chat.call('POST /chat/message', { body: { sessionId: id, messages: some } });
    }
    const room = ben.chat.room(id);
    const leave = room.attach();
    await until('Ben to be there', () => room.status.get().status === 'attached');
    return { room, leave };
  }

  async function open(name, room, how) {
    const window = await openWindow('about:blank', how);
    const { page } = window;
    page.setDefaultTimeout(20_000);
    await serveExample(page.context(), url, name, await buildExample(name));
    await page.goto(`${url}/${name}/#${room.id}`);
    await page.getByLabel('E-mail').fill(ann.email);
    await page.getByLabel('Password').fill(ann.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    return window;
  }

  for (const name of ['react-page', 'vue-page', 'element-page']) {
    test(name, async () => {
      const { room, leave } = await meet(name);
      const { page, complaints, close } = await open(name, room);
      const log = page.getByRole('log', { name: 'Messages' });
      const field = page.getByLabel('Message', { exact: true });
      const message = (text) => log.getByRole('article').filter({ hasText: text });
      const shown = () => log.evaluate(shownIn);
      try {
        // History, at its end.
        await message(`old ${OLD} `).waitFor();
        await page.getByRole('heading', { name }).waitFor();
        assert.ok((await log.getByRole('article').count()) < 60, 'only what is seen is drawn');

        // Others.
        room.typing.keystroke();
        await page.getByText('Ben is typing').waitFor();
        await room.messages.send('Do you see **this**?').stored;
        await message('Do you see this?').locator('strong').waitFor();
        await page.getByText('2 here').waitFor();

        // One's own.
        await field.fill('Yes, I do.');
        await field.press('Enter');
        await until('Ben to read it', () => room.messages.items.get().at(-1)?.text === 'Yes, I do.');
        await message('Yes, I do.').and(page.locator('[data-state=sent]')).waitFor();
        await field.fill('When was it built?');
        await page.getByRole('button', { name: 'Ask the AI' }).click();
        await message(stubAnswer('When was it built?', 'en-US')).and(page.locator('[data-author=ai]')).waitFor();

        // Keys go from message to message, and to what can be done with one.
        await log.focus();
        await page.keyboard.press('ArrowUp');
        await page.keyboard.press('ArrowUp');
        await message('When was it built?').and(page.locator('[data-mine=true]:focus')).waitFor();
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: '👍 1' }).waitFor();
        await message('When was it built?').first().getByRole('button', { name: 'Edit' }).click();
        await field.fill('When was it lit?');
        await field.press('Enter');
        await message('When was it lit?').getByText('edited').waitFor();

        // What nobody has asked the AI, it answers when somebody wants that.
        await message('Do you see this?').first().hover();
        await message('Do you see this?').first().getByRole('button', { name: 'Let the AI answer' }).click();
        await message(stubAnswer('Do you see this?', 'en-US')).and(page.locator('[data-author=ai]')).waitFor();

        // A tool that the AI has to be allowed.
        const card = page.getByRole('region', { name: 'Calls of the AI' });
        await field.fill(TELL);
        await page.getByRole('button', { name: 'Ask the AI' }).click();
        await card.getByText('chat: send_message').waitFor();

        // A reload.
        await page.reload();
        await message('When was it lit?').waitFor();
        await card.getByText('It was built in 1918.').waitFor();
        assert.deepEqual(await inParts(page), []);
        await card.getByRole('button', { name: 'Allow and share' }).click();
        await message('It was built in 1918.').and(page.locator('[data-mine=true]')).waitFor();
        await card.waitFor({ state: 'detached' });

        await until('the end', () =>
          log.evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 4),
        );

        // Older pages come, and what is read stays where it is.
        const rowsHeight = () => log.evaluate((element) => element.scrollHeight);
        const height = await rowsHeight();
        const [before] = await log
          .evaluate((element) => {
            element.scrollTop = 300;
            return new Promise((resolve) => requestAnimationFrame(resolve));
          })
          .then(shown);
        await until('an older page', async () => (await rowsHeight()) > height + 1_000);
        await until('it to stay', async () => {
          const now = (await shown()).find(({ text }) => text === before.text);
          // Rows that nobody has seen yet settle by less than a row when they are measured; a page is fifty of them.
          assert.ok(now !== undefined && Math.abs(now.at - before.at) < 90, JSON.stringify([before, await shown()]));
          return true;
        });
        await until('the first message', async () => {
          await log.evaluate((element) => (element.scrollTop = 0));
          return (await shown()).some(({ text }) => text === 'old 1');
        });
        await room.messages.send('Where are you?').stored;
        await page.getByRole('button', { name: /new message/ }).click();
        await message('Where are you?').waitFor();

        // A search leads to its place.
        await page.getByRole('button', { name: 'Search' }).click();
        await page.getByLabel('Search messages').fill('old 7');
        await page.keyboard.press('Enter');
        await page
          .getByRole('button', { name: /old 7 / })
          .first()
          .waitFor();
        assert.deepEqual(await inParts(page), []);
        await page
          .getByRole('button', { name: /old 7 / })
          .first()
          .click();
        await message('old 7 ').and(page.locator('[data-marked=true]')).waitFor();

        await page.getByRole('button', { name: 'Members' }).click();
        await page.getByRole('list', { name: 'Members' }).getByText('Ben').waitFor();
        await page.emulateMedia({ colorScheme: 'dark' });
        assert.deepEqual(await inParts(page), []);
        await page.getByRole('button', { name: 'Close' }).click();
        await page.setViewportSize({ width: 390, height: 800 });
        await page.evaluate(() => (document.documentElement.dir = 'rtl'));
        assert.deepEqual(await inParts(page), []);
        assert.deepEqual(complaints, []);
      } finally {
        leave();
        await close();
      }
    });
  }

  test('on a phone, in the dark, in Korean, from right to left, from the list', async () => {
    const { room, leave } = await meet('phone');
    // A name and a message as wide as they may be.
    const wide = await join(url, '🦊'.repeat(100));
    await room.members.add(wide.user.id);
    const said = wide.chat.room(room.id).messages.send('W'.repeat(32 * 1024));
    await said.stored;
    const how = { phone: true, size: { width: 390, height: 800 }, colorScheme: 'dark', locale: 'ko-KR' };
    const { page, complaints, close } = await open('element-page', room, how);
    try {
      const last = page.getByRole('log').getByText('WWWWW');
      await last.waitFor();
      await page.goto(`${url}/element-page/`);
      await page.evaluate(() => (document.documentElement.dir = 'rtl'));
      await page.reload();
      await page.evaluate(() => (document.documentElement.dir = 'rtl'));
      await page.getByRole('navigation', { name: '대화' }).getByText('phone').click();
      await last.waitFor();
      assert.deepEqual(await inParts(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
      await page.getByRole('button', { name: '뒤로' }).click();
      await page.getByRole('navigation', { name: '대화' }).getByText('phone').waitFor();
      assert.deepEqual(complaints, []);
    } finally {
      wide.chat.close();
      leave();
      await close();
    }
  });
});
