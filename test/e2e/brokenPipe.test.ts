/** Whoever reads the output of a command may stop reading: `mergepost … | head`. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const CLI = join(import.meta.dirname, '../../server/cli.mjs');

test('a reader that goes away is no error', async () => {
  const child = spawn(process.execPath, [CLI, 'table', '--data', join(import.meta.dirname, '../../samples/people.csv')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, said }).toEqual({ code: 0, said: '' });
});
