import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TypingOthers, TypingSelf } from './typing';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('TypingOthers', () => {
  it('forgets who was not heard of any more', () => {
    const typing = new TypingOthers();
    typing.heard('bob', true);
    vi.advanceTimersByTime(10_000);
    typing.heard('bob', true);
    vi.advanceTimersByTime(10_000);
    expect(typing.userIds.get()).toEqual(['bob']);
    vi.advanceTimersByTime(5_000);
    expect(typing.userIds.get()).toEqual([]);
  });

  it('forgets at once who stopped', () => {
    const typing = new TypingOthers();
    typing.heard('bob', true);
    typing.heard('bob', false);
    expect(typing.userIds.get()).toEqual([]);
  });
});

describe('TypingSelf', () => {
  it('tells seldom while typing goes on, and once when it ends', () => {
    const tell = vi.fn();
    const typing = new TypingSelf(tell);
    for (let i = 0; i < 50; i++) {
      typing.typed();
      vi.advanceTimersByTime(100);
    }
    expect(tell.mock.calls).toEqual([[true], [true]]);
    vi.advanceTimersByTime(10_000);
    expect(tell.mock.calls).toEqual([[true], [true], [false]]);
    typing.stopped();
    expect(tell).toHaveBeenCalledTimes(3);
  });
});
