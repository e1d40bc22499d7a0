// What is done with a page while it is measured.
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../support/wait.mjs';
import { longestTask, processorTime, watchFor } from './probe.mjs';

/** A page goes up so many pixels at once, and as fast as a wheel that is turned hard. */
const SCROLL = { yDistance: 24_000, speed: 6_000 };
const MIDDLE = { x: 600, y: 400 };

const logOf = (page) => page.getByRole('log', { name: 'Messages' });

/** In the page: forgets the ends of sessions that are kept for a first paint. */
async function forget() {
  const request = indexedDB.open('cogo-chat', 1);
  const database = await new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const change = database.transaction('kept', 'readwrite');
  change.objectStore('kept').clear();
  await new Promise((resolve) => (change.oncomplete = resolve));
  database.close();
}

/** Opens the session, as somebody who has never seen it in this browser: until its newest message is drawn. */
export async function open({ page, address, last }, { rounds }) {
  const times = [];
  await page.addInitScript(watchFor, last);
  for (let round = 0; round < rounds; round++) {
    await page.evaluate(forget);
    await page.goto('about:blank');
    await page.goto(address);
    times.push(await page.waitForFunction(() => globalThis.shownAt).then((shown) => shown.jsonValue()));
  }
  times.sort((a, b) => a - b);
  return { openMs: times[Math.floor(rounds / 2)] };
}

/** Goes up through some thousand messages, which come page by page, and down to the end again. */
export async function scroll({ page }, { seconds }) {
  const session = await page.context().newCDPSession(page);
  const log = logOf(page);
  const height = () => log.evaluate(({ scrollHeight }) => scrollHeight);
  const before = await height();
  const end = performance.now() + seconds * 1000;
  const found = await longestTask(page, async () => {
    while (performance.now() < end) {
      await session.send('Input.synthesizeScrollGesture', { ...MIDDLE, ...SCROLL });
    }
    await session.send('Input.synthesizeScrollGesture', { ...MIDDLE, ...SCROLL, yDistance: -SCROLL.yDistance });
  });
  if ((await height()) < before + 10_000) throw new Error('no older page came');
  await session.detach();
  const toEnd = page.getByRole('button', { name: /^↓/ });
  if (await toEnd.isVisible()) await toEnd.click();
  await until('the end', () => log.evaluate((e) => e.scrollHeight - e.scrollTop - e.clientHeight < 4));
  return found;
}

/** Others write 50 messages a second, and each is seen. */
export async function events({ page, say }, { seconds, perSecond }) {
  const count = seconds * perSecond;
  const sent = [];
  const { all, script, layout } = await processorTime(page, async () => {
    const begin = performance.now();
    for (let i = 1; i <= count; i++) {
      sent.push(say(`Event ${i}: the light turns every ten seconds, and is seen from afar.`));
      await pause(Math.max(0, begin + (i * 1000) / perSecond - performance.now()));
    }
    await Promise.all(sent);
    await say('That was all.');
    await logOf(page).getByRole('article').filter({ hasText: 'That was all.' }).waitFor();
  });
  return { eachMs: (all * 1000) / count, scriptMs: (script * 1000) / count, layoutMs: (layout * 1000) / count };
}

/** The AI answers with 2,000 tokens, which come as fast as a quick model writes. */
export async function answer({ page, answerEnd }) {
  const field = page.getByLabel('Message', { exact: true });
  await field.fill('Tell me everything about lighthouses.');
  return longestTask(page, async () => {
    await page.getByRole('button', { name: 'Ask the AI' }).click();
    const shown = logOf(page).locator('[data-author=ai][data-state=sent]').filter({ hasText: answerEnd });
    await shown.waitFor({ timeout: 120_000 });
  });
}
