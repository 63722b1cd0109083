import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { freePort } from '../../server/freePort.ts';

test('is none that the system gives to whoever asks for any port', async () => {
  for (const random of [0, 0.5, 0.999_999]) {
    const port = await freePort(() => random);
    expect([port >= 20_000, port < 32_768]).toEqual([true, true]);
  }
});

describe('where somebody listens already', () => {
  let other: Server;
  let taken: number;
  const drawn = (port: number) => (port - 20_000 + 0.5) / 12_768;
  beforeEach(async () => {
    taken = await freePort();
    other = createServer();
    await new Promise<void>((resolve) => other.listen(taken, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => other.close(resolve)));

  test('another one is taken', async () => {
    let draws = 0;
    const port = await freePort(() => ((draws += 1) === 1 ? drawn(taken) : Math.random()));
    expect([port === taken, draws > 1]).toEqual([false, true]);
  });

  test('it does not look for ever', async () => {
    await expect(freePort(() => drawn(taken))).rejects.toThrow('No free port could be found.');
  });
});
