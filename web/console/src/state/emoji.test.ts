import { expect, it } from 'vitest';
import { emojiIn, findEmoji } from './emoji';

it('is found by its name and its words, in the language of the page', async () => {
  const found = async (language: 'en' | 'ko' | 'ja', text: string) =>
    findEmoji(await emojiIn(language), text).map(([sign]) => sign);
  expect(await found('en', 'Thumbs UP')).toContain('👍️');
  expect((await found('en', 'dog'))[0]).toBe('🐶');
  expect(await found('ko', '하트')).toContain('❤️');
  expect(await found('ja', '猫')).toContain('🐱');
  expect(await found('en', 'no such thing')).toEqual([]);
});

it('has a group for each heading, and none that is only a tone of skin', async () => {
  const groups = await emojiIn('en');
  expect(groups).toHaveLength(9);
  expect(groups.flat().map(([sign]) => sign)).not.toContain('🏻');
});
