import { expect, test } from '@jest/globals';
import { oneAfterAnother } from '../../../server/accounts/oneAfterAnother.ts';

test('work under one key waits for its turn; a failure ends only itself; other keys do not wait', async () => {
  const turns = oneAfterAnother();
  const done: string[] = [];
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const first = turns('anna', async () => {
    await gate;
    done.push('anna 1');
    throw new Error('no');
  });
  const second = turns('anna', () => Promise.resolve(void done.push('anna 2')));
  await turns('ben', () => Promise.resolve(void done.push('ben')));
  open();
  await expect(first).rejects.toThrow('no');
  await second;
  expect(done).toEqual(['ben', 'anna 1', 'anna 2']);
});
