// `npm run test:long`: the same tests with their full counts (fuzz, repetitions). A script, because setting a variable in
// front of a command is not understood by every shell that runs npm scripts.
import { spawnSync } from 'node:child_process';

const npm = process.env.npm_execpath;
const env = { ...process.env, TEST_LONG: '1' };
const run = npm
  ? spawnSync(process.execPath, [npm, 'test'], { env, stdio: 'inherit' })
  : spawnSync('npm', ['test'], { env, stdio: 'inherit', shell: process.platform === 'win32' });
process.exit(run.status ?? 1);
