import { describe, expect, test } from '@jest/globals';
import { realTime } from '../../../server/outbox/realTime.ts';

/** A clock and the time that really passed; `hasMonotonic`: whether the latter can be read. */
function aClock(hasMonotonic: boolean) {
  const clock = { at: 1_000_000, real: 500 };
  const time = realTime(() => clock.at, hasMonotonic ? () => clock.real : undefined);
  return {
    time,
    pass: (ms: number) => {
      clock.at += ms;
      clock.real += ms;
    },
    step: (ms: number) => void (clock.at += ms),
    at: () => clock.at,
  };
}

describe.each([
  ['with a clock that nobody can set beside it', true],
  ['with the clock alone', false],
])('%s', (_what, hasMonotonic) => {
  test('time passes with the clock, and not while it is set back', () => {
    const { time, pass, step } = aClock(hasMonotonic);
    const { real } = time.look();
    pass(1000);
    expect(time.look().real - real).toBe(1000);
    step(-60_000);
    expect(time.look().real - real).toBe(1000);
    pass(10);
    expect(time.look().real - real).toBe(1010);
  });

  test('a time that the clock showed twice means the later one, one before the start goes by its clock', () => {
    const { time, pass, step, at } = aClock(hasMonotonic);
    const first = at();
    const begin = time.look().real;
    pass(5000);
    time.look();
    step(-3000);
    time.look();
    pass(4000);
    const { real } = time.look();
    expect(real - begin).toBe(9000);
    expect(time.realOf(first + 1000) - begin).toBe(1000);
    expect(time.realOf(first + 3000) - begin).toBe(6000);
    expect(time.realOf(first + 5500) - begin).toBe(8500);
    expect(time.realOf(first - 7000) - begin).toBe(-7000);
  });

  test('what lies ahead of the clock was now', () => {
    const { time, at } = aClock(hasMonotonic);
    expect(time.realOf(at() + 1)).toBe(time.look().real);
  });

  test('the earliest the clock showed since a moment', () => {
    const { time, pass, step, at } = aClock(hasMonotonic);
    const first = at();
    const begin = time.look().real;
    pass(5000);
    time.look();
    step(-9000);
    time.look();
    pass(1000);
    time.look();
    expect(time.earliestAt(begin - 100)).toBe(first - 4000);
    expect(time.earliestAt(begin + 5500)).toBe(first - 3500);
  });
});

test('a step forward is no time that passed, where that can be told', () => {
  const { time, step } = aClock(true);
  const { real } = time.look();
  step(60 * 60_000);
  expect(time.look().real).toBe(real);
});
