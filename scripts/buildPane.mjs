// Builds the task pane into addin/dist, but only when something it is made of has changed since the last build.
// npm start and npm test call it every time; an unchanged tree costs a few milliseconds.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const root = path.dirname(import.meta.dirname);
const dist = path.join(root, 'addin', 'dist');
const hashFile = path.join(dist, 'build-hash');
const PAGES = ['pane.html', 'office/taskpane.html', 'de/pane.html', 'de/office/taskpane.html'];
const MADE = [...PAGES, 'dialog/finish.js', 'dialog/dialog.css'];

/** One hash over names and contents of everything that goes into the build; both languages are among it. */
function hashSources() {
  const hash = createHash('sha256');
  for (const file of [...filesUnder('addin'), ...filesUnder('shared'), 'package-lock.json']) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(folder) {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith(path.join('addin', 'dist') + path.sep))
    .toSorted();
}

function isBuilt(hash) {
  if (!existsSync(hashFile) || readFileSync(hashFile, 'utf8') !== hash) return false;
  return MADE.every((file) => existsSync(path.join(dist, file)));
}

const hash = hashSources();
if (!isBuilt(hash)) {
  process.stdout.write('Building the task pane …\n');
  const started = Date.now();
  const webpack = path.join(root, 'node_modules', 'webpack', 'bin', 'webpack.js');
  const config = path.join(root, 'addin', 'webpack.config.mjs');
  const build = spawnSync(process.execPath, [webpack, '--config', config], { cwd: root, encoding: 'utf8' });
  if (build.status !== 0) {
    process.stderr.write(`${build.stdout ?? ''}${build.stderr ?? ''}\n`);
    process.stderr.write('The task pane could not be built; the reason stands above. Correct it and start again.\n');
    process.exit(1);
  }
  mkdirSync(dist, { recursive: true });
  writeFileSync(hashFile, hash);
  process.stdout.write(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.\n`);
}
