import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');

interface Command {
  file: string;
  args: string[];
  shell: boolean;
}

async function commandOn(platform: string, command: string, manifest: string, app: string): Promise<Command> {
  const { sideloadCommand } = (await import(join(ROOT, 'scripts/sideloadCommand.mjs'))) as {
    sideloadCommand: (...given: string[]) => Command;
  };
  return sideloadCommand(platform, command, manifest, app);
}

test.each(['win32', 'darwin'])('on %s no argument can be torn apart by a shell', async (platform) => {
  for (const app of ['word', 'outlook'])
    for (const command of ['start', 'stop'])
      for (const argument of (await commandOn(platform, command, 'manifest.xml', app)).args)
        expect(argument).toMatch(/^[\w.@-]+$/);
});

test('on Windows npx is a script, which only a shell can run', async () => {
  expect(await commandOn('win32', 'stop', 'manifest.xml', 'word')).toMatchObject({ file: 'npx.cmd', shell: true });
  expect(await commandOn('darwin', 'stop', 'manifest.xml', 'word')).toMatchObject({ file: 'npx', shell: false });
});

test('an application that nobody knows is said, and nothing is started', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/sideload.mjs'), 'excel'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, 'Say where to: npm run sideload:word, or npm run sideload:outlook.\n']);
});

test.each(['manifest.xml', 'manifest.outlook.xml'])('%s is where the command looks for it', (name) => {
  expect(existsSync(join(ROOT, name))).toBe(true);
});
