// ./cogo bench web: what the chat in one tag costs a browser, as React, as Vue and as a web component, on a real node.
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chromiumPath, openWindow } from '../support/browser.mjs';
import { startGeminiStub } from '../support/gemini-stub.mjs';
import { buildExample, serveExample } from '../support/pages.mjs';
import { join } from '../support/sdk.mjs';
import { startSystem } from '../support/system.mjs';
import { answer, events, open, scroll } from './cases.mjs';
import { ANSWER_END, longAnswer, message } from './texts.mjs';

const PAGES = ['react-page', 'vue-page', 'element-page'];
const HELP = `Usage: ./cogo bench web [OPTIONS]

A node, an account with a session of 20,000 messages, and headless Chromium with each of the example pages in turn. Measured is the page's
main thread: when the newest message is drawn, the longest task while old messages are scrolled through, the part of a core that 50 messages
a second of others take, and the longest task while an answer of the AI of 2,000 tokens comes.

  --page NAME        one of ${PAGES.join(', ')}; may be given several times (default: all)
  --messages N       in the session (20000)
  --seconds N        for scrolling, and for the messages of others (10)
  --rounds N         how often the session is opened; the middle one counts (5)
  --json FILE        writes what was found
  --quick            the smallest run, to see that everything works
  --help             this
`;

/** What is wanted, by the name of a figure. */
const TARGETS = [
  { name: 'a session opens, ms', of: ({ open }) => open.openMs, below: 1_000 },
  {
    name: 'longest task of scrolling, ms',
    of: ({ scroll }) => scroll.cpuMs,
    below: 100,
    clock: ({ scroll }) => scroll.wallMs,
  },
  { name: '50 events a second, % of a core', of: ({ events }) => events.eachMs * 5, below: 10 },
  {
    name: 'longest task of an answer, ms',
    of: ({ answer }) => answer.cpuMs,
    below: 50,
    clock: ({ answer }) => answer.wallMs,
  },
];

const { values } = parseArgs({
  options: {
    page: { type: 'string', multiple: true, default: PAGES },
    messages: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '5' },
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** A session with a long history, of which `ann` is a member. */
async function fill(ben, ann, title, count) {
  const { id } = await ben.chat.sessions.create({ title, members: [ann.user.id] });
  for (let first = 1; first <= count; first += 100) {
    const messages = Array.from({ length: Math.min(100, count - first + 1) }, (_, i) => ({
      content: message(first + i),
    }));
    await ben.chat.call('POST /chat/message', { body: { sessionId: id, messages } });
  }
  return id;
}

async function measure(name, system, ann, ben, plan) {
  const [url] = system.urls;
  // Each page has a session of its own, so that none begins with what was said in another's.
  const sessionId = await fill(ben, ann, name, plan.messages);
  const window = await openWindow('about:blank');
  const { page } = window;
  page.setDefaultTimeout(60_000);
  try {
    await serveExample(page.context(), url, name, await buildExample(name));
    const address = `${url}/${name}/#${sessionId}`;
    await page.goto(address);
    await page.getByLabel('E-mail').fill(ann.email);
    await page.getByLabel('Password').fill(ann.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('log', { name: 'Messages' }).getByText(`${plan.messages}: `).waitFor();
    const say = (content) => ben.chat.call('POST /chat/message', { body: { sessionId, content } });
    const stage = { page, address, say, last: `${plan.messages}: `, answerEnd: ANSWER_END };
    const found = {};
    for (const [title, run] of Object.entries({ open, scroll, events, answer })) found[title] = await run(stage, plan);
    return found;
  } finally {
    await window.close();
  }
}

function report(found) {
  const names = Object.keys(found);
  const width = Math.max(...TARGETS.map(({ name }) => name.length));
  console.log(`\n${''.padEnd(width)}  ${names.map((name) => name.padStart(16)).join('')}  wanted`);
  for (const { name, of, below, clock } of TARGETS) {
    const cells = names.map((page) => {
      const onClock = clock ? ` (${clock(found[page]).toFixed(0)})` : '';
      return `${of(found[page]).toFixed(1)}${onClock}`.padStart(16);
    });
    const missed = names.filter((page) => of(found[page]) >= below);
    console.log(`${name.padEnd(width)}  ${cells.join('')}  < ${below}${missed.length > 0 ? ` MISSED: ${missed}` : ''}`);
  }
  console.log(
    '\nTasks are in milliseconds of processor time; in brackets by the clock, which others on the machine stretch.',
  );
}

async function main() {
  if (!chromiumPath) throw new Error('no Chromium was found: CHROMIUM_PATH may name one');
  const { quick, messages, seconds, rounds } = values;
  const plan = quick
    ? { messages: 500, seconds: 2, rounds: 1, perSecond: 50 }
    : { messages: Number(messages), seconds: Number(seconds), rounds: Number(rounds), perSecond: 50 };
  const gemini = await startGeminiStub({ say: longAnswer, pauseMs: 5 });
  const environment = { GEMINI_API_KEY: gemini.apiKey, GEMINI_BASE_URL: gemini.url };
  const load = loadavg()[0];
  const system = await startSystem({ environment });
  const found = {};
  try {
    const [ann, ben] = await Promise.all(['Ann', 'Ben'].map((name) => join(system.urls[0], name)));
    for (const name of values.page) {
      console.log(`${name} ...`);
      found[name] = await measure(name, system, ann, ben, plan);
      console.log(TARGETS.map((target) => `${target.name}: ${target.of(found[name]).toFixed(1)}`).join('; '));
    }
    [ann, ben].forEach(({ chat }) => chat.close());
  } finally {
    await system.stop();
    await gemini.close();
  }
  console.log(`${cpus().length} x ${cpus()[0].model}, load before: ${load.toFixed(2)}`);
  report(found);
  if (values.json) await writeFile(values.json, JSON.stringify({ plan, load, found }, undefined, 2));
}

if (values.help) console.log(HELP);
else await main();
