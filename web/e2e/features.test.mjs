import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { register } from './support/api.mjs';
import { chromiumPath, openWindow } from './support/browser.mjs';
import { startSystem } from './support/system.mjs';
import { until } from './support/wait.mjs';

// Ann and Ben sit at two nodes; what one does, the other sees. The tests go on from each other, like the two do.

const skip = chromiumPath ? false : 'CHROMIUM_PATH names no browser';
const TIMEOUT = 15_000;
let system;
let ann;
let ben;
let link;

before(async () => {
  if (skip) return;
  system = await startSystem({ nodes: 2, environment: { AGENT_URL: 'http://127.0.0.1:9' } });
  [ann, ben] = await Promise.all(
    ['Ann', 'Ben'].map(async (name, i) => {
      const url = system.urls[i];
      const [user, window] = await Promise.all([register(url, name), openWindow(url)]);
      window.page.setDefaultTimeout(TIMEOUT);
      return { ...user, ...window, url };
    }),
  );
});

after(async () => {
  await Promise.all([ann?.close(), ben?.close()]);
  await system?.stop();
});

async function logIn({ page, email, password }) {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.locator('[data-testid=connection][data-state=connected]').waitFor({ state: 'attached' });
}

async function say({ page }, text) {
  await page.getByLabel('Message', { exact: true }).fill(text);
  await page.keyboard.press('Enter');
  await messageOf({ page }, text).and(page.locator(':not(.pending)')).waitFor();
}

const messageOf = ({ page }, text) => page.getByTestId('message').filter({ hasText: text });

/** Opens the menu of a message and takes an item of it. */
async function act({ page }, text, item) {
  await messageOf({ page }, text)
    .getByRole('button', { name: /^Actions for/ })
    .focus();
  await page.keyboard.press('Enter');
  await page
    .getByRole('menuitem', { name: item })
    .or(page.getByRole('menuitemcheckbox', { name: item }))
    .click();
}

test('an invite link takes somebody along who is not logged in yet', { skip }, async () => {
  await logIn(ann);
  await ann.page.getByRole('button', { name: 'New chat' }).click();
  await ann.page.getByLabel('Title').fill('Trip to Busan');
  await ann.page.getByRole('button', { name: 'Create chat' }).click();
  await ann.page.getByRole('button', { name: 'Members' }).click();
  await ann.page.getByRole('button', { name: 'Invite link' }).click();
  await ann.page.getByLabel('Can be used').selectOption('5');
  await ann.page.getByRole('button', { name: 'Create link' }).click();
  link = new URL(await ann.page.getByTestId('invite-link').inputValue());
  await ann.page.getByRole('button', { name: 'Close', exact: true }).click();

  // The link names Ann's node; Ben comes by his own.
  await ben.page.goto(ben.url + '/' + link.hash);
  await ben.page.getByText('You were invited to a chat.').waitFor();
  await logIn(ben);
  await ben.page.getByRole('heading', { name: 'Trip to Busan' }).waitFor();
  await ben.page.getByText('1 member', { exact: true }).waitFor();
  await ben.page.getByRole('button', { name: 'Join' }).click();
  await ben.page.getByLabel('Message', { exact: true }).waitFor();
  await ann.page.getByTestId('member').filter({ hasText: 'Ben' }).waitFor();
  await ann.page.getByRole('button', { name: 'Close members' }).click();
});

test('an edit is seen, with its mark', { skip }, async () => {
  await say(ann, 'We leave at seven');
  await messageOf(ben, 'We leave at seven').waitFor();
  await act(ann, 'We leave at seven', 'Edit');
  await ann.page.getByLabel('Edit message').fill('We leave at eight');
  await ann.page.keyboard.press('Enter');
  const edited = messageOf(ben, 'We leave at eight');
  await edited.getByTestId('edited').waitFor();
  assert.equal(await edited.getByTestId('edited').innerText(), 'edited');
  await messageOf(ann, 'We leave at eight').getByTestId('edited').waitFor();
});

test('a reaction is counted for both, and highlighted for whom it is', { skip }, async () => {
  await act(ben, 'We leave at eight', 'React with thumbs up');
  const chip = ({ page }) => messageOf({ page }, 'We leave at eight').getByTestId('reaction');
  await chip(ann).waitFor();
  assert.equal(await chip(ann).getAttribute('aria-pressed'), 'false');
  await chip(ann).click();
  await until('both to be counted', async () => (await chip(ben).innerText()).includes('2'), TIMEOUT);
  assert.equal(await chip(ben).getAttribute('aria-pressed'), 'true');
  await chip(ben).click();
  await until('one to be left', async () => (await chip(ann).innerText()).includes('1'), TIMEOUT);
});

test('a reply quotes what it answers, and the quote follows', { skip }, async () => {
  await act(ben, 'We leave at eight', 'Reply');
  await ben.page.getByTestId('replying').getByText('We leave at eight').waitFor();
  await say(ben, 'Fine with me');
  const quote = messageOf(ann, 'Fine with me').getByTestId('quote');
  await quote.getByText('We leave at eight').waitFor();
  await quote.getByText('You').waitFor();
  await quote.click();
  await ann.page.locator('.marked').filter({ hasText: 'We leave at eight' }).waitFor();
});

test('what comes while somebody looks elsewhere is counted until they look', { skip }, async () => {
  await ben.page.goto(ben.url + '/#/');
  const item = ben.page.getByTestId('session-item').filter({ hasText: 'Trip to Busan' });
  await item.waitFor();
  await say(ann, 'Bring a jacket');
  await say(ann, 'And shoes, @Ben');
  await item.getByTestId('unread').getByText('2', { exact: true }).waitFor();
  await until('the title to count', async () => (await ben.page.title()).startsWith('(2)'), TIMEOUT);
  await ben.page.getByRole('status', { name: 'Notifications' }).getByText('Ann mentioned you').waitFor();
  await item.click();
  await ben.page.getByTestId('new-line').waitFor();
  await until('the title to be plain', async () => (await ben.page.title()) === 'Cogo Chat', TIMEOUT);
  await ann.page.getByText('Seen by Ben').waitFor();
});

test('a deleted message leaves a tombstone', { skip }, async () => {
  await act(ann, 'Bring a jacket', 'Delete');
  await ann.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  for (const { page } of [ann, ben]) {
    await page.getByTestId('tombstone').waitFor();
    assert.equal(await page.getByText('Bring a jacket').count(), 0);
  }
});

test('a search finds what is there, and goes to it', { skip }, async () => {
  await ben.page.goto(ben.url + '/#/');
  await ben.page.getByLabel('Search messages').fill('leave eight');
  const found = ben.page.getByTestId('search-result');
  await found.waitFor();
  assert.deepEqual(await found.locator('mark').allInnerTexts(), ['leave', 'eight']);
  await found.getByText('Trip to Busan').waitFor();
  await found.click();
  await ben.page.locator('.marked').filter({ hasText: 'We leave at eight' }).waitFor();
  // What was deleted is not found.
  await ben.page.getByLabel('Search messages').fill('jacket');
  await ben.page.getByText('No message has all of these words.').waitFor();
});

test('a draft is kept over a reload', { skip }, async () => {
  const field = () => ben.page.getByLabel('Message', { exact: true });
  await field().fill('Half a thought');
  await ben.page.reload();
  await ben.page.locator('textarea').filter({ hasText: 'Half a thought' }).waitFor();
  await field().fill('');
});

test('neither page complained', { skip }, () => {
  assert.deepEqual([...ann.complaints, ...ben.complaints], []);
});
