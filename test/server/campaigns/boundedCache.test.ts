import { describe, expect, test } from '@jest/globals';
import { boundedCache } from '../../../server/campaigns/boundedCache.ts';

function counting(weightMax: number) {
  const cache = boundedCache<string>(weightMax);
  const made: string[] = [];
  const get = (key: string, weight = 1) =>
    cache.get(key, () => {
      made.push(key);
      return Promise.resolve({ value: key.toUpperCase(), weight });
    });
  return { cache, made, get };
}

describe('a bounded cache', () => {
  test('makes once what is asked for often, also at the same time', async () => {
    const { made, get } = counting(10);
    expect(await Promise.all([get('a'), get('a'), get('a')])).toEqual(['A', 'A', 'A']);
    await get('a');
    expect(made).toEqual(['a']);
  });

  test('lets go what was not used for longest', async () => {
    const { made, get } = counting(2);
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await get(key);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  test('keeps the newest even if it is heavier than allowed', async () => {
    const { made, get } = counting(2);
    for (const key of ['a', 'heavy', 'heavy', 'a']) await get(key, key === 'heavy' ? 9 : 1);
    expect(made).toEqual(['a', 'heavy', 'a']);
  });

  test('does not keep a failure', async () => {
    const { cache, get } = counting(2);
    await expect(cache.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await get('a')).toBe('A');
  });
});
