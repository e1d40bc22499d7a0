import { expect, it } from 'vitest';
import { LANGUAGES, speak, t } from '../texts';
import { dayName, durationText } from './time';
import { knownOf } from './language';

it('is the first that the browser wants and the page has', () => {
  expect(knownOf(['fr-FR', 'ko-KR', 'en'])).toBe('ko');
  expect(knownOf(['JA'])).toBe('ja');
  expect(knownOf(['fr', 'constructor'])).toBe('en');
  expect(knownOf([])).toBe('en');
});

it('is spoken everywhere, also by what counts and by what knows the calendar', async () => {
  const now = new Date(2026, 10, 23, 9);
  const spoken: Record<string, string[]> = {};
  for (const language of ['ko', 'ja', 'en'] as const) {
    await speak(language);
    spoken[language] = [t.language, durationText(90), durationText(7200), dayName(now.toISOString(), now)];
    expect(t.quickEmoji).toHaveLength(8);
    expect(t.emojiGroups).toHaveLength(9);
  }
  expect(Object.keys(spoken).sort()).toEqual(Object.keys(LANGUAGES).sort());
  expect(spoken).toEqual({
    ko: ['ko', '1분 30초', '2시간', '오늘'],
    ja: ['ja', '1分 30秒', '2時間', '今日'],
    en: ['en', '1 minute 30 seconds', '2 hours', 'Today'],
  });
});
