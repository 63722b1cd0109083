// Runs before `npm start` and `npm test` on a fresh clone, so it may use nothing but what Node brings along.
// Installs the dependencies when they are missing or older than the lockfile.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';

const root = fileURLToPath(new URL('..', import.meta.url));
const mark = `${root}node_modules/.mergepost-lock`;
const wanted = createHash('sha256')
  .update(readFileSync(`${root}package-lock.json`))
  .digest('hex');
const installed = existsSync(mark) ? readFileSync(mark, 'utf8') : '';

if (installed !== wanted) {
  process.stderr.write('Installing the dependencies (about a minute, only the first time) …\n');
  // npm runs this script with NODE_ENV=production too; the build tools are needed all the same.
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error'];
  const run = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (run.status !== 0) {
    process.stderr.write(
      'The dependencies could not be installed. Is the package registry reachable? Run `npm ci` to see the whole error.\n',
    );
    process.exit(1);
  }
  writeFileSync(mark, wanted);
}
