import { describe, expect, test } from '@jest/globals';
import { breaker } from '../../../server/outbox/breaker.ts';
import type { Submitted } from '../../../server/outbox/decide.ts';

const refused = (code: string): Submitted => ({ kind: 'rejected', code, reason: `Refused (${code}).` });
const doubt = (code: string): Submitted => ({ kind: 'unknown', code, reason: `No answer (${code}).` });
const later = (code: string, status?: number): Submitted => ({
  kind: 'later',
  code,
  reason: `Not reached (${code}).`,
  ...(status !== undefined && { status }),
});
const asked: Submitted = { kind: 'later', code: 'HTTP_429', reason: 'Slow down.', waitMs: 1_000 };
const accepted: Submitted = { kind: 'accepted' };

/** Which of these outcomes pauses the campaign, counted from one; undefined: none. */
function pausesAt(outcomes: readonly Submitted[], limit = 3): number | undefined {
  const fuse = breaker(limit);
  const at = outcomes.findIndex((outcome) => fuse.note('c', outcome) !== undefined);
  return at < 0 ? undefined : at + 1;
}

describe('alike failures in a row', () => {
  test.each<[string, Submitted[], number | undefined]>([
    ['refused for the same reason', [refused('X'), refused('X'), refused('X')], 3],
    ['refused for different reasons', [refused('X'), refused('Y'), refused('X'), refused('Y')], undefined],
    ['a success in between', [refused('X'), refused('X'), accepted, refused('X'), refused('X')], undefined],
    // An outage says 500, 502, 504, or nothing, as it comes: each of them is a mail that a person must look for.
    ['doubts of every kind', [doubt('HTTP_504'), doubt('TIMEOUT'), doubt('HTTP_502')], 3],
    ['nobody reached, for whatever reason', [later('ECONNREFUSED'), later('ENOTFOUND'), later('UND_ERR_CONNECT_TIMEOUT')], 3],
    ['put off with different answers', [later('450 4.2.1', 450), later('451', 451), later('452', 452)], undefined],
    ['a doubt after what was not reached', [later('ECONNREFUSED'), doubt('TIMEOUT'), later('ECONNREFUSED')], undefined],
    // A storm of 429 between the doubts of the same outage is no success.
    ['a pause that was asked for in between', [doubt('HTTP_504'), asked, asked, doubt('HTTP_504'), asked, doubt('HTTP_504')], 6],
    ['pauses that were asked for', [asked, asked, asked, asked], undefined],
    ['our own turn was over', [later('LEASE_OVER'), later('LEASE_OVER'), later('LEASE_OVER')], 3],
  ])('%s', (_what, outcomes, at) => {
    expect(pausesAt(outcomes)).toBe(at);
  });

  test('of one campaign say nothing of another', () => {
    const fuse = breaker(2);
    expect([fuse.note('a', refused('X')), fuse.note('b', refused('X'))]).toEqual([undefined, undefined]);
    expect(fuse.note('a', refused('X'))).toBeDefined();
  });

  test('count anew after the pause', () => {
    expect(pausesAt([refused('X'), refused('X'), refused('X')], 2)).toBe(2);
    const fuse = breaker(2);
    for (let i = 0; i < 2; i += 1) fuse.note('c', refused('X'));
    expect(fuse.note('c', refused('X'))).toBeUndefined();
  });
});

describe('what is said', () => {
  test('where all had the same reason, that one', () => {
    const fuse = breaker(2);
    fuse.note('c', refused('X'));
    expect(fuse.note('c', refused('X'))).toBe(
      'Paused after 2 mails in a row that did not go well, all for the same reason: Refused (X). When that is mended, resume here.',
    );
  });

  test('where they had not, the last one, and that it is the last', () => {
    const fuse = breaker(2);
    fuse.note('c', doubt('HTTP_504'));
    expect(fuse.note('c', doubt('TIMEOUT'))).toBe(
      'Paused after 2 mails in a row that did not go well, the last one for this reason: No answer (TIMEOUT). When that is mended, resume here.',
    );
  });
});
