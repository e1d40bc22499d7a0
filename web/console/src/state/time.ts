import type { Message } from '../types';

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
export function dayName(timestamp: string, now = new Date(), locale?: string): string {
  const day = new Date(timestamp);
  if (day.toDateString() === now.toDateString()) {
    return 'Today';
  }
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (day.toDateString() === yesterday.toDateString()) {
    return 'Yesterday';
  }
  const year = day.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return day.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long', year });
}

export function clock(timestamp: string, locale?: string): string {
  return new Date(timestamp).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
}

/** For lists: the time today, else the date. */
export function shortTime(timestamp: string, now = new Date(), locale?: string): string {
  return sameDay(timestamp, now.toISOString())
    ? clock(timestamp, locale)
    : new Date(timestamp).toLocaleDateString(locale, { day: 'numeric', month: 'short' });
}

/** A length of time in words: its largest whole unit. */
export function durationText(seconds: number): string {
  const units = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
  ] as const;
  for (const [size, name] of units) {
    if (seconds >= size && seconds % size === 0) {
      return `${seconds / size} ${name}${seconds === size ? '' : 's'}`;
    }
  }
  return seconds > 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${seconds} seconds`;
}
