// Runs before `npm start` and `npm test` on a fresh clone, so it may use nothing but what Node brings along.
// Installs the dependencies when they are missing or older than the lockfile.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** When a file was written last; 0 where it is not there. */
function writtenAt(path) {
  return statSync(`${root}${path}`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

// npm writes the second file at the end of every installation.
if (writtenAt('package-lock.json') > writtenAt('node_modules/.package-lock.json')) {
  process.stderr.write('Installing the dependencies (about a minute, only the first time) …\n');
  // npm may run this script with NODE_ENV=production; the build tools are needed all the same.
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
}
