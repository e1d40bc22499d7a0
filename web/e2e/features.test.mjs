import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { register } from './support/api.mjs';
import { findings } from './support/axe.mjs';
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

async function say({ page }, text, shown = text) {
  await page.getByLabel('Message', { exact: true }).fill(text);
  await page.keyboard.press('Enter');
  await messageOf({ page }, shown).and(page.locator(':not(.pending)')).waitFor();
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

test('an emoji is found by its name, for a message and for a reaction', { skip }, async () => {
  await ben.page.getByRole('button', { name: 'Insert an emoji' }).click();
  await ben.page.getByLabel('Search emoji').fill('lighthouse');
  await ben.page.getByText('No emoji is called so.').waitFor();
  await ben.page.getByLabel('Search emoji').fill('boot');
  assert.deepEqual(await findings(ben.page), []);
  await ben.page.getByRole('button', { name: 'hiking boot' }).click();
  assert.equal(await ben.page.getByLabel('Message', { exact: true }).inputValue(), '🥾');
  await ben.page.getByLabel('Message', { exact: true }).fill('');
  await act(ben, 'And shoes', 'More emoji');
  await ben.page.getByLabel('Search emoji').fill('hiking');
  await ben.page.keyboard.press('Enter');
  await messageOf(ann, 'And shoes').getByTestId('reaction').getByText('🥾').waitFor();
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

test('a link to a message opens its chat there', { skip }, async () => {
  await ann.page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => void (window.copied = text);
  });
  await act(ann, 'Fine with me', 'Copy link');
  await ann.page.getByText('The link is copied.').waitFor();
  const copied = new URL(await ann.page.evaluate(() => window.copied));
  assert.match(copied.hash, /^#\/session\/[0-9a-f-]{36}\/at\/\d+$/);
  await ben.page.goto('about:blank');
  await ben.page.goto(ben.url + '/' + copied.hash);
  await ben.page.locator('.marked').filter({ hasText: 'Fine with me' }).waitFor();
});

test('only what is unread is listed when that is wanted', { skip }, async () => {
  await ben.page.goto(ben.url + '/#/');
  const item = ben.page.getByTestId('session-item').filter({ hasText: 'Trip to Busan' });
  await ben.page.getByRole('button', { name: 'Unread', exact: true }).click();
  await ben.page.getByText('You have read everything.').waitFor();
  await say(ann, 'See **you** there', 'See you there');
  await item.getByTestId('unread').waitFor();
  // Without its marks.
  await item.getByText('See you there').waitFor();
  await ben.page.getByRole('button', { name: 'All', exact: true }).click();
  await item.click();
});

test('a message is told of outside the page that is not looked at, and leads there', { skip }, async () => {
  await ben.page.evaluate(() => {
    window.told = [];
    window.Notification = class {
      static permission = 'default';
      static async requestPermission() {
        return (this.permission = 'granted');
      }
      constructor(title, { body, tag }) {
        this.text = `${title}: ${body}`;
        this.tag = tag;
        this.close = () => undefined;
        window.told.push(this);
      }
    };
  });
  await ben.page.getByRole('button', { name: 'Show notifications on this computer' }).click();
  await ben.page.goto(ben.url + '/#/');
  const told = () => ben.page.evaluate(() => window.told.map(({ text }) => text));
  await say(ann, 'seen at once');
  await ben.page.getByTestId('session-item').getByText('seen at once').waitFor();
  await ben.page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await say(ann, 'told of *outside*', 'told of outside');
  await until('the notification', async () => (await told()).length === 1, TIMEOUT);
  assert.deepEqual(await told(), ['Ann in Trip to Busan: told of outside']);
  await ben.page.evaluate(() => {
    delete document.hidden;
    document.dispatchEvent(new Event('visibilitychange'));
    window.told[0].onclick();
  });
  await ben.page.locator('.marked').filter({ hasText: 'told of outside' }).waitFor();
});

test('a new chat is with people who are found by their names', { skip }, async () => {
  await ann.page.getByRole('button', { name: 'New chat' }).click();
  const dialog = ann.page.getByRole('dialog');
  await dialog.getByText('Direct').click();
  await dialog.getByLabel('The other person').fill('Be');
  await dialog.getByTestId('person').filter({ hasText: 'Ben' }).click();
  await dialog.getByRole('button', { name: 'Create chat' }).click();
  await ann.page.getByRole('heading', { name: 'Ben' }).waitFor();
});

test('the account is changed on its page, and its other logins end', { skip }, async () => {
  const another = await openWindow(ann.url);
  another.page.setDefaultTimeout(TIMEOUT);
  await logIn({ ...ann, page: another.page });
  await ann.page.getByRole('link', { name: 'Account: Ann' }).click();
  await ann.page.getByLabel('Display name').fill('Anna');
  await ann.page.getByRole('region', { name: 'Profile' }).getByRole('button', { name: 'Save' }).click();
  await ann.page.getByRole('link', { name: 'Account: Anna' }).waitFor();
  await ann.page.getByLabel('People who share a chat with me').check();
  await until('two logins', async () => (await ann.page.getByTestId('login').count()) >= 2, TIMEOUT);

  const wrong = 'not the current one';
  const next = 'seven calm lighthouses';
  await ann.page.getByLabel('Current password').fill(wrong);
  await ann.page.getByLabel('New password').fill(next);
  const change = ann.page.getByRole('button', { name: 'Change password' });
  await change.click();
  await ann.page.getByRole('region', { name: 'Change password' }).getByRole('alert').waitFor();
  // The browser says so too.
  assert.match(ann.complaints.pop(), /401/);
  await ann.page.getByLabel('Current password').fill(ann.password);
  await change.click();
  await ann.page.getByText('Your password is changed.').waitFor();
  await another.page.getByText('Your login has ended.').waitFor();
  await until('one login', async () => (await ann.page.getByTestId('login').count()) === 1, TIMEOUT);
  const address = `anna-${ann.email}`;
  await ann.page.getByLabel('New e-mail address').fill(address);
  await ann.page.getByLabel('Password', { exact: true }).fill(next);
  await ann.page.getByRole('button', { name: 'Change e-mail address' }).click();
  await ann.page.getByText('Your address is changed').waitFor();
  await until(
    'it to be shown',
    async () => (await ann.page.getByLabel('E-mail', { exact: true }).inputValue()) === address,
  );
  assert.deepEqual(await findings(ann.page), []);
  await another.close();
});

test('the page speaks the language that is chosen, also after a reload', { skip }, async () => {
  await ann.page.getByLabel('Language of this page').selectOption('ko');
  await ann.page.getByRole('heading', { name: '계정', exact: true }).waitFor();
  assert.equal(await ann.page.locator('html').getAttribute('lang'), 'ko');
  await ann.page.reload();
  await ann.page.getByRole('button', { name: '새 대화' }).waitFor();
  await ann.page.getByRole('link', { name: /Trip to Busan/ }).click();
  await ann.page.getByRole('textbox', { name: '메시지', exact: true }).waitFor();
  const korean = await openWindow(ann.url, { locale: 'ko-KR' });
  await korean.page.getByRole('heading', { name: '다시 오셨네요' }).waitFor();
  await korean.close();
});

test('neither page complained', { skip }, () => {
  assert.deepEqual([...ann.complaints, ...ben.complaints], []);
});
