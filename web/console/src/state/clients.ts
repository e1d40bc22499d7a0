import { t } from '../texts';

/** The first that is in a user agent names it: browsers also claim to be those that came before them. */
const browsers: readonly (readonly [token: string, name: string])[] = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser/', 'Samsung Internet'],
  ['Firefox/', 'Firefox'],
  ['FxiOS/', 'Firefox'],
  ['CriOS/', 'Chrome'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
];

const systems: readonly (readonly [token: string, name: string])[] = [
  ['Windows', 'Windows'],
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Mac OS X', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
];

/** What a user agent is called among people, such as “Firefox on Linux”. */
export function clientName(userAgent: string | undefined): string {
  if (userAgent === undefined) {
    return t.unknownProgram;
  }
  const named = (names: typeof browsers) => names.find(([token]) => userAgent.includes(token))?.[1];
  const browser = named(browsers);
  const system = named(systems);
  if (browser === undefined) {
    // A program's own first word, such as curl or node.
    return userAgent.split(/[ /]/, 1)[0] || t.unknownProgram;
  }
  return system === undefined ? browser : t.onSystem(browser, system);
}
