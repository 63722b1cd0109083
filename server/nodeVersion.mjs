// Plain JavaScript that any Node understands: checks the version before anything else is imported, because
// better-sqlite3 crashes without a word on Node 20 and older.
import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';

const WANTED = [22, 12];

/** Ends the process with one sentence on a Node that is too old; starts again with type stripping where it needs a flag. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < WANTED[0] || (major === WANTED[0] && minor < WANTED[1])) {
    process.stderr.write(
      `Mergepost needs Node ${WANTED.join('.')} or newer, and this is ${process.versions.node}. ` +
        'Start it with “npm start” or “npm run mergepost”, which bring their own Node, or install a newer one.\n',
    );
    process.exit(1);
  }
  // Node 22.12 to 22.17 run TypeScript only with this flag; newer ones by themselves.
  if (!process.features.typescript && !process.execArgv.includes('--experimental-strip-types')) {
    const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', ...process.execArgv];
    const ended = spawnSync(process.execPath, [...flags, ...process.argv.slice(1)], { stdio: 'inherit' });
    process.exit(ended.status ?? 128 + (constants.signals[ended.signal] ?? 0));
  }
}
