import type { Message } from '../types';
import { t } from '../texts';

/** Messages of one author within this time stand together under one name. */
const GROUP_MS = 5 * 60_000;

/** Whether a message goes on where the one before it left off. */
export function continues(before: Message | undefined, message: Message): boolean {
  return (
    before !== undefined &&
    before.author.kind === 'user' &&
    message.author.kind === 'user' &&
    message.replyTo === undefined &&
    before.author.id === message.author.id &&
    Date.parse(message.createdAt) - Date.parse(before.createdAt) < GROUP_MS &&
    sameDay(before.createdAt, message.createdAt)
  );
}

/** Whether two times are on one day of the reader's calendar. */
export function sameDay(a: string, b: string): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

/** A heading for a day: Today, Yesterday, or its date. */
export function dayName(timestamp: string, now = new Date(), locale = ownLocale()): string {
  const day = new Date(timestamp);
  if (day.toDateString() === now.toDateString()) {
    return t.today;
  }
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (day.toDateString() === yesterday.toDateString()) {
    return t.yesterday;
  }
  const year = day.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return day.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long', year });
}

export function clock(timestamp: string, locale = ownLocale()): string {
  return new Date(timestamp).toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit' });
}

/** For lists: the time today, else the date. */
export function shortTime(timestamp: string, now = new Date(), locale = ownLocale()): string {
  return sameDay(timestamp, now.toISOString())
    ? clock(timestamp, locale)
    : new Date(timestamp).toLocaleDateString(locale, { day: 'numeric', month: 'short' });
}

/** A time with its day, for what can't be told from the lines around. */
export function fullTime(timestamp: string, locale = ownLocale()): string {
  return new Date(timestamp).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}

/** A length of time in words: its largest whole unit. */
export function durationText(seconds: number): string {
  const units = [
    [86_400, t.days],
    [3600, t.hours],
    [60, t.minutes],
  ] as const;
  const fitting = units.find(([size]) => seconds >= size && seconds % size === 0);
  if (fitting !== undefined) {
    const [size, say] = fitting;
    return say(seconds / size);
  }
  return seconds > 60 ? `${t.minutes(Math.floor(seconds / 60))} ${t.seconds(seconds % 60)}` : t.seconds(seconds);
}

/** The page's language as people write it where the browser's user lives: British hours differ from American ones. */
function ownLocale(): string {
  const own = globalThis.navigator?.languages ?? [];
  return own.find((tag) => tag.split('-', 1)[0] === t.language) ?? t.language;
}
