import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { act, render, screen } from '@testing-library/react';
import type { RareTexts } from '../../../addin/ui/texts/rareTexts.ts';
import { HOLD_MS, useRare } from '../../../addin/ui/useRare.ts';

const words: RareTexts = { findings: {}, sentences: {}, say: () => [{ text: 'Weg.', known: true }] };

/** Words that come, or fail to, when the test says so. */
function showLine(wanted = true) {
  let asked = 0;
  const { promise, resolve, reject } = Promise.withResolvers<RareTexts>();
  const load = () => {
    asked += 1;
    return promise;
  };
  function Words() {
    const rare = useRare(wanted, load);
    return <p>{rare === undefined ? 'held' : (rare?.say('Gone.')[0]?.text ?? 'Gone.')}</p>;
  }
  render(<Words />);
  return {
    asked: () => asked,
    come: () => act(async () => resolve(words)),
    fail: () => act(async () => reject(new Error('404'))),
  };
}

const shown = () => screen.getByRole('paragraph').textContent;

describe('a rare line', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test('is held until its words are there', async () => {
    const line = showLine();
    expect(shown()).toBe('held');
    await line.come();
    expect(shown()).toBe('Weg.');
  });

  test('is the server’s own where they take too long, and ours when they come after all', async () => {
    const line = showLine();
    act(() => jest.advanceTimersByTime(HOLD_MS - 1));
    expect(shown()).toBe('held');
    act(() => jest.advanceTimersByTime(1));
    expect(shown()).toBe('Gone.');
    await line.come();
    expect(shown()).toBe('Weg.');
  });

  test('is the server’s own where they cannot be had', async () => {
    const line = showLine();
    await line.fail();
    expect(shown()).toBe('Gone.');
  });

  test('loads nothing while it is not wanted', () => {
    const line = showLine(false);
    expect([shown(), line.asked()]).toEqual(['Gone.', 0]);
  });
});
