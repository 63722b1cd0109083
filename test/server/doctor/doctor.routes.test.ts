import { expect, test } from '@jest/globals';
import { isHealthy, mountDoctor } from '../../../server/doctor/doctor.routes.ts';
import type { Mount } from '../../../server/http/mount.ts';
import type { Check } from '../../../shared/api/doctor.ts';
import { aDoctor, GOOD_SETTINGS } from '../../support/aDoctor.ts';

test('who asks while a look is under way gets that one; the next one is new, also after a surprise', async () => {
  let looks = 0;
  const settings = () => {
    looks += 1;
    return looks === 2 ? Promise.reject(new Error('odd')) : Promise.resolve(GOOD_SETTINGS);
  };
  let ask = (): Promise<unknown> => Promise.reject(new Error('not mounted'));
  const mount = ((_route: unknown, handle: () => Promise<unknown>) => {
    ask = handle;
  }) as unknown as Mount;
  mountDoctor(mount, aDoctor([], { settings }));
  const [one, other] = await Promise.all([ask(), ask()]);
  expect([looks, one]).toEqual([1, expect.objectContaining({ success: true, healthy: true })]);
  expect(other).toMatchObject({ checks: (one as { checks: Check[] }).checks });
  await expect(ask()).rejects.toThrow('odd');
  await ask();
  expect(looks).toBe(3);
});

test.each<[Check['status'][], boolean]>([
  [[], true],
  [['ok', 'warning', 'skipped'], true],
  [['ok', 'failed'], false],
])('%j is healthy: %s', (statuses, healthy) => {
  expect(isHealthy(statuses.map((status) => ({ status }) as Check))).toBe(healthy);
});
