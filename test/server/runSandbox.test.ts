/** `mergepost sandbox` as a person at a shell sees it. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
});

test('ends cleanly on a signal that comes with its first line', async () => {
  const hasty = `
    const { runSandbox } = await import(${JSON.stringify(new URL('../../server/runSandbox.ts', import.meta.url))});
    const out = () => process.kill(process.pid, 'SIGTERM');
    process.exit(await runSandbox({ port: 0, host: '127.0.0.1', https: false }, { out, err: console.error }));`;
  const run = aProcess({}, ['--input-type=module', '--eval', hasty]);
  expect((await endOf(run)).code).toBe(0);
});

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
});

test('keeps its state below a folder that is not there yet', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mergepost-state-'));
  const state = join(folder, 'a', 'b', 'state.jsonl');
  const run = command(['sandbox', '--port', '0', '--state', state]);
  await run.said(/POST this to \/api\/email\/apps/);
  expect(existsSync(state)).toBe(true);
  expect(await run.stop()).toBe(0);
  rmSync(folder, { recursive: true });
});

test('says where it cannot keep its state, and what to give', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mergepost-state-'));
  writeFileSync(join(folder, 'file'), '');
  const inFile = join(folder, 'file', 'state.jsonl');
  const { code, text } = await ran(['sandbox', '--port', '0', '--state', inFile]);
  rmSync(folder, { recursive: true });
  expect(code).toBe(1);
  const why = 'a part of that path is a file and no folder';
  expect(text.trim()).toBe(`The sandbox cannot start: ${inFile} cannot be written: ${why}. Give another file with --state.`);
});

// Node's own recursive mkdir never comes back from there.
test('does not hang below a file system that takes no folders', async () => {
  if (!existsSync('/proc/self')) return;
  const { code, text } = await ran(['sandbox', '--port', '0', '--state', '/proc/mergepost/state.jsonl']);
  expect(code).toBe(1);
  expect(text).toMatch(/^The sandbox cannot start: \/proc\/mergepost\/state\.jsonl cannot be written: no folder/);
});
