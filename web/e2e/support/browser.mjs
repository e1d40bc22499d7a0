import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** Where Chromium is; unset when there is none, and then browser tests are skipped. */
export const chromiumPath = process.env.CHROMIUM_PATH;

/** A browser of its own with one window. `size` is in CSS pixels. */
export async function openWindow(
  url,
  { size = { width: 1200, height: 800 }, colorScheme = 'light', phone = false, locale = 'en-US' } = {},
) {
  const userData = await mkdtemp(join(tmpdir(), 'cogo-browser-'));
  const context = await chromium.launchPersistentContext(userData, {
    executablePath: chromiumPath,
    viewport: size,
    colorScheme,
    hasTouch: phone,
    isMobile: phone,
    deviceScaleFactor: phone ? 2 : 1,
    locale,
    timezoneId: 'UTC',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A page that a test makes up has no address, and would be kept from this machine's servers.
      '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets',
    ],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url);
  return {
    page,
    /** What the page threw or logged as an error; a blocked script or style shows here too. */
    complaints,
    async close() {
      await context.close();
      await rm(userData, { recursive: true, force: true });
    },
  };
}
