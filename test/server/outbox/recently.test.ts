import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Departed } from '../../../server/outbox/departed.store.ts';
import { recently } from '../../../server/outbox/recently.ts';

const one = (at: number): Departed => ({ mailbox: 'a', at, weight: 1 });

test('what left lately is what a plain list would say', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ pass: fc.nat(30), forget: fc.boolean() }), { maxLength: 400 }), (steps) => {
      const lately = recently();
      let plain: number[] = [];
      let real = 0;
      for (const { pass, forget } of steps) {
        real += pass;
        lately.add(one(real), real);
        plain.push(real);
        if (!forget) continue;
        lately.forgetUntil(real - 100);
        plain = plain.filter((at) => at > real - 100);
        expect(lately.all().map(({ at }) => at)).toEqual(plain);
      }
    }),
  );
});

test('forgetting costs the same however many are kept', () => {
  const lately = recently();
  const kept = 100_000;
  const started = performance.now();
  for (let real = 0; real < 3 * kept; real += 1) {
    lately.add(one(real), real);
    lately.forgetUntil(real - kept);
  }
  expect(lately.all()).toHaveLength(kept);
  // Some 50 ms; where each one moves all the others it is more than half a minute.
  expect(performance.now() - started).toBeLessThan(5_000);
});
