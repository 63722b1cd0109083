/** `mergepost sandbox` as a person at a shell sees it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { loadConfig } from '../../server/config.ts';
import { command, endOf, ran } from '../support/aCommand.ts';
import { aProcess } from '../support/aProcess.ts';

test('prints whole settings for a server that is pointed at it', async () => {
  const run = command(['sandbox', '--port', '0']);
  await run.said(/POST this to \/api\/email\/apps/);
  const settings = Object.fromEntries(
    [...run.output().matchAll(/^ {2}([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  );
  expect(loadConfig(settings, () => '')).toMatchObject({ ok: true, config: { mode: 'microsoft' } });
  expect(await run.stop()).toBe(0);
}, 20_000);

test('ends cleanly on a signal that comes with its first line', async () => {
  const hasty = `
    const { runSandbox } = await import(${JSON.stringify(new URL('../../server/runSandbox.ts', import.meta.url))});
    const out = () => process.kill(process.pid, 'SIGTERM');
    process.exit(await runSandbox({ port: 0, host: '127.0.0.1', https: false }, { out, err: console.error }));`;
  const run = aProcess({}, ['--input-type=module', '--eval', hasty]);
  expect((await endOf(run)).code).toBe(0);
}, 20_000);

test('says which port is taken and what to give', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const { code, text } = await ran(['sandbox', '--port', String(port)]);
  other.close();
  expect(code).toBe(1);
  expect(text.trim()).toBe(
    `The sandbox cannot start: port ${port} is already in use. Stop the other program, or set --port to a free one.`,
  );
}, 20_000);
