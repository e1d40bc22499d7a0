// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import { markdown, plainText } from './nodes.js';
import { rowsOf } from './rows.js';
import { textsIn } from './texts/load.js';
import { ben, me, message } from './testing/chat.js';
import { dayText, initialsOf, titleOf, typingText } from './words.js';
import { session } from './testing/chat.js';

const messages = [
  message(1, ben, '2026-03-01T10:00:00'),
  message(2, ben, '2026-03-01T10:01:00'),
  message(3, ben, '2026-03-01T10:09:00'),
  message(4, me, '2026-03-02T10:00:00'),
  message(5, ben, '2026-03-02T10:01:00'),
];
const marks = (rows: ReturnType<typeof rowsOf>) =>
  rows.map(({ newDay, fresh, follows }) =>
    `${newDay ? 'day ' : ''}${fresh ? 'new ' : ''}${follows ? 'follows' : ''}`.trim(),
  );

describe('rows', () => {
  it('stand under their days, in turns, and under the line of what is new', () => {
    expect(marks(rowsOf(messages, undefined, []))).toEqual(['day', 'follows', '', 'day', '']);
    expect(marks(rowsOf(messages, 1, []))).toEqual(['day', 'new', '', 'day', '']);
    // One's own message is not new.
    expect(marks(rowsOf(messages, 3, []))).toEqual(['day', 'follows', '', 'day', 'new']);
  });

  it('stay the same objects while nothing about them changes', () => {
    const before = rowsOf(messages.slice(1), undefined, []);
    const after = rowsOf(messages, undefined, before);
    expect(after[1]).not.toBe(before[0]);
    expect(after.slice(2)).toEqual(before.slice(1));
    after.slice(2).forEach((row, i) => expect(row).toBe(before[i + 1]));
  });
});

describe('words', () => {
  const en = textsIn('en').get();
  it('say days, titles and who types as people do', () => {
    const now = new Date('2026-03-03T09:00:00');
    expect(dayText('2026-03-03T08:00:00', en, now)).toBe('today');
    expect(dayText('2026-03-02T23:59:00', en, now)).toBe('yesterday');
    expect(dayText('2026-03-01T10:00:00', en, now)).toBe('Sunday, March 1');
    expect(dayText('2025-03-01T10:00:00', en, now)).toBe('Saturday, March 1, 2025');
    expect(titleOf({ ...session, title: undefined }, me, en)).toBe('Ben');
    expect(typingText([], session.members, en)).toBe('');
    expect(typingText([ben], session.members, en)).toBe('Ben is typing …');
    expect(typingText([me, ben, 'x'], session.members, en)).toBe('Ann, Ben and 1 other are typing …');
    expect(initialsOf('김 민지')).toBe('김민');
  });

  it('stand in lists without their marks', async () => {
    const text = '**Bold** and `code`\n\n> see [here](https://example.org)';
    const off = markdown.subscribe(() => undefined);
    await vi.waitFor(() => expect(plainText(text)).toBe('Bold and code see here'));
    off();
  });

  it('are loaded in the language that is asked for, and English where there is none', async () => {
    for (const [asked, language] of [
      ['ko-KR', 'ko'],
      ['ja', 'ja'],
      ['zh-TW', 'zh'],
      ['ES', 'es'],
      ['fi', 'en'],
    ]) {
      const texts = textsIn(asked!);
      if (texts.get().language !== language) {
        await new Promise<void>((resolve) => texts.subscribe(() => resolve()));
      }
      expect(texts.get().language).toBe(language);
    }
  });
});
