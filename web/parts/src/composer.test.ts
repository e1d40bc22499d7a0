// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest';
import { composerOf } from './composer.js';
import { ben, offlineChat, sessionId, until } from './testing/chat.js';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function enter() {
  const chat = await offlineChat();
  const room = chat.room(sessionId);
  closing.push(room.attach(), chat.close);
  return { room, composer: composerOf(room), said: () => room.messages.items.get() };
}

describe('the composer', () => {
  it('sends what was written, to the members that it names, and nothing that is blank', async () => {
    const { room, composer, said } = await enter();
    composer.write('  \n');
    expect(composer.send()).toBe(false);
    composer.write('@Ben, which one first?');
    expect(composerOf(room).state.get().text).toBe('@Ben, which one first?');
    expect(composer.send()).toBe(true);
    expect(composer.state.get()).toEqual({ text: '' });
    expect(said().map(({ text, state, mentions }) => ({ text, state, mentions }))).toEqual([
      { text: '@Ben, which one first?', state: 'pending', mentions: [ben] },
    ]);
  });

  it.each([
    ['write to sales@Ben.example', []],
    ['git@Ben:x.git and https://example.org/@Ben/x', []],
    ['`@Ben` and ```@Ben```', []],
    ['@Benny', []],
    ['it`s for (@Ben)', [ben]],
    ['@Benny and `x` @Ben', [ben]],
  ])('names in %j who is meant', async (text, named) => {
    const { composer, said } = await enter();
    composer.write(text);
    composer.send();
    expect(said()[0]!.mentions).toEqual(named);
  });

  it('gives back what was written before a change, and the change when it is refused', async () => {
    const { composer, said } = await enter();
    composer.write('first');
    composer.send();
    composer.write('a draft');
    const [message] = said();
    composer.edit(message!);
    expect(composer.state.get().text).toBe('first');
    composer.cancel();
    expect(composer.state.get()).toEqual({ text: 'a draft' });

    // The server does not have the message yet, so it can't be changed there.
    composer.edit(message!);
    composer.write('another');
    expect(composer.send()).toBe(true);
    await until('the refusal', () => composer.state.get().error !== undefined);
    expect(composer.state.get().text).toBe('another');
    composer.cancel();
    expect(composer.state.get().text).toBe('a draft');
  });

  it('takes a message that waits back into the field', async () => {
    const { composer, said } = await enter();
    composer.write('first');
    composer.send();
    composer.takeBack(said()[0]!);
    expect(said()).toEqual([]);
    expect(composer.state.get().text).toBe('first');
  });
});
