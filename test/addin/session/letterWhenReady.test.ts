import { describe, expect, test } from '@jest/globals';
import type { Letters } from '../../../addin/session/letterWhenReady.ts';
import { letterWhenReady } from '../../../addin/session/letterWhenReady.ts';
import { settle } from '../support/paneForTest.tsx';

function someLetters() {
  let tell: (() => void) | null = null;
  const letters: Letters = {
    now: () => null,
    subscribe: (changed) => {
      tell = changed;
      return () => (tell = null);
    },
  };
  return { letters, change: () => tell?.(), watched: () => tell !== null };
}

describe('the source of the letter', () => {
  test('is not known before it is loaded, and told then', async () => {
    const { letters, change } = someLetters();
    const coming = letterWhenReady(Promise.resolve(letters));
    let told = 0;
    coming.subscribe(() => (told += 1));
    expect(coming.now()).toBeUndefined();
    await settle();
    expect([coming.now(), told]).toEqual([null, 1]);
    change();
    expect(told).toBe(2);
  });

  test.each(['before', 'after'])('is no longer watched by a screen that left %s it was there', async (when) => {
    const { letters, watched } = someLetters();
    const coming = letterWhenReady(Promise.resolve(letters));
    const stop = coming.subscribe(() => undefined);
    if (when === 'after') await settle();
    expect(watched()).toBe(when === 'after');
    stop();
    await settle();
    expect(watched()).toBe(false);
  });

  test('that cannot be loaded is thrown to the screen', async () => {
    const coming = letterWhenReady(Promise.reject(new Error('gone')));
    let told = 0;
    coming.subscribe(() => (told += 1));
    await settle();
    expect(told).toBe(1);
    expect(() => coming.now()).toThrow('gone');
  });
});
