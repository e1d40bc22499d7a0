import { describe, expect, it } from 'vitest';
import type { Member } from '../types';
import { mentionedIn, mentionParts, offersFor, queryAt, withMention } from './mentions';

const member = (userId: string, displayName: string): Member => ({
  userId,
  displayName,
  role: 'member',
  joinedAt: '2026-11-23T08:00:00Z',
});
const members = [member('1', 'Bob'), member('2', 'Bob Miller'), member('3', 'José Álvarez'), member('4', 'Minji (QA)')];

describe('a mention that is typed', () => {
  it('begins with an @ at a word’s beginning', () => {
    expect(queryAt('hi @jo', 6)).toEqual({ from: 3, to: 6, word: 'jo' });
    expect(queryAt('@', 1)).toEqual({ from: 0, to: 1, word: '' });
    expect(queryAt('bob@example', 11)).toBeUndefined();
    expect(queryAt('@bob is here', 12)).toBeUndefined();
  });

  it('offers who is called so, in any spelling, and not oneself', () => {
    expect(offersFor('jose', members, '1').map(({ userId }) => userId)).toEqual(['3']);
    expect(offersFor('mi', members, '1').map(({ userId }) => userId)).toEqual(['4', '2']);
    expect(offersFor('bob', members, '1').map(({ userId }) => userId)).toEqual(['2']);
  });

  it('offers nothing when the only name is there already', () => {
    expect(offersFor('Bob Miller', members, '1')).toEqual([]);
    expect(offersFor('Bob', members, '4')).toHaveLength(2);
  });

  it('is replaced by the name', () => {
    const query = queryAt('hi @jo there', 6)!;
    expect(withMention('hi @jo there', query, 'José')).toEqual({ text: 'hi @José there', cursor: 9 });
  });
});

describe('mentions in a text', () => {
  it('are whole names', () => {
    expect(mentionedIn('@Bob Miller and @Minji (QA)!', members, new Map())).toEqual(['1', '2', '4']);
    expect(mentionedIn('@Bobby', members, new Map())).toEqual([]);
  });

  it('are no parts of addresses and of code', () => {
    for (const text of [
      'sales@Bob.example',
      'git@Bob:x.git',
      'https://example.org/@Bob/x',
      '`@Bob`',
      '```\n@Bob\n```',
    ]) {
      expect(mentionedIn(text, members, new Map())).toEqual([]);
    }
  });

  it('carry Korean titles and particles, however they are composed', () => {
    const minsu = [member('7', '민수')];
    expect(mentionedIn('@민수님 안녕', minsu, new Map())).toEqual(['7']);
    expect(mentionedIn('@민수님 안녕'.normalize('NFD'), minsu, new Map())).toEqual(['7']);
    expect(mentionedIn('@민수정', minsu, new Map())).toEqual([]);
    expect(mentionParts('@민수님', ['민수'])[0]).toEqual({ text: '@민수', mention: true });
  });

  it('are of the one who was chosen among equals', () => {
    const twins = [member('5', 'Kim'), member('6', 'Kim')];
    expect(mentionedIn('@Kim', twins, new Map([['Kim', '6']]))).toEqual(['6']);
  });

  it('stand out, the longest name first', () => {
    expect(mentionParts('a @Bob Miller b', ['Bob', 'Bob Miller'])).toEqual([
      { text: 'a ', mention: false },
      { text: '@Bob Miller', mention: true },
      { text: ' b', mention: false },
    ]);
  });
});
