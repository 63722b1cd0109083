/** Who may import whom (README, “Arrows”). Reads the imports of every file and fails with the offending line. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '..');

/** A room may import from itself and from these; `entry` files are the ones directly in server/. */
const MAY: Record<string, readonly string[]> = {
  'shared/api': ['shared/merge', 'shared/help'],
  'shared/merge': [],
  'shared/help': [],
  'server/http': ['shared'],
  'server/files': [],
  'server/storage': ['shared', 'server/files'],
  'server/vault': [],
  'server/network': [],
  'server/oauth': ['shared', 'server/network'],
  'server/mail': ['shared', 'server/network'],
  'server/help': ['shared', 'server/http'],
  'server/manifest': ['shared', 'server/http'],
  'server/apps': ['shared', 'server/http', 'server/storage', 'server/vault', 'server/oauth', 'server/network'],
  'server/doctor': ['shared', 'server/http', 'server/network', 'server/oauth', 'server/mail'],
  'server/merge': ['shared'],
  'server/queue': [],
  'server/idempotency': ['shared', 'server/http', 'server/storage'],
  'server/auth': ['shared', 'server/http', 'server/storage', 'server/oauth'],
  'server/accounts': ['shared', 'server/http', 'server/storage', 'server/vault', 'server/oauth', 'server/mail'],
  'server/outbox': ['shared', 'server/http', 'server/accounts', 'server/mail', 'server/storage', 'server/queue'],
  'server/send': ['shared', 'server/http', 'server/outbox', 'server/mail', 'server/accounts'],
  'server/campaigns': [
    'shared',
    'server/http',
    'server/outbox',
    'server/merge',
    'server/mail',
    'server/storage',
    'server/accounts',
  ],
  'server/cli': ['shared', 'server/files', 'server/manifest', 'server/merge', 'server/network', 'server/oauth'],
  'server/sandbox': [],
  'server/app.ts': ['server/http'],
  'server/settings.ts': [],
  'server/config.ts': ['shared', 'server/settings.ts', 'server/network'],
  'server/compose.ts': ['shared', 'server/*', '!server/sandbox', '!server/cli'],
  'server/ground.ts': [
    'server/config.ts',
    'server/accounts',
    'server/apps',
    'server/auth',
    'server/mail',
    'server/oauth',
    'server/storage',
    'server/vault',
  ],
  'server/importHere.ts': [
    'shared',
    'server/ground.ts',
    'server/config.ts',
    'server/accounts',
    'server/auth',
    'server/http',
    'server/storage',
  ],
  'server/runAccounts.ts': [
    'server/cli',
    'server/importHere.ts',
    'server/accounts',
    'server/http',
    'server/oauth',
    'server/mail',
  ],
  'server/composeDoctor.ts': [
    'shared',
    'server/config.ts',
    'server/doctor',
    'server/accounts',
    'server/apps',
    'server/network',
    'server/oauth',
    'server/storage',
    'server/vault',
  ],
  'server/stopSignal.ts': [],
  'server/startFault.ts': [],
  'server/freePort.ts': [],
  'server/serve.ts': [
    'server/compose.ts',
    'server/ground.ts',
    'server/config.ts',
    'server/freePort.ts',
    'server/oauth',
    'server/startFault.ts',
    'server/stopSignal.ts',
    'server/sandbox',
    'server/storage',
  ],
  'server/runSandbox.ts': ['server/files', 'server/sandbox', 'server/startFault.ts', 'server/stopSignal.ts'],
  'server/runMigrations.ts': ['server/config.ts', 'server/storage'],
  'server/runDoctor.ts': [
    'shared',
    'server/composeDoctor.ts',
    'server/config.ts',
    'server/doctor',
    'server/apps',
    'server/oauth',
    'server/storage',
    'server/vault',
  ],
  'server/environment.ts': [],
  'server/main.ts': ['server/serve.ts', 'server/environment.ts'],
  'server/cli.ts': [
    'server/serve.ts',
    'server/environment.ts',
    'server/runSandbox.ts',
    'server/runMigrations.ts',
    'server/runDoctor.ts',
    'server/runAccounts.ts',
    'server/cli',
  ],
  'addin/office': [],
  'addin/ui': ['shared'],
  'addin/api': ['shared'],
  'addin/dialog': ['addin/office'],
  'addin/session': ['shared', 'addin/api', 'addin/office', 'addin/ui'],
  'addin/admin': ['shared', 'addin/api', 'addin/ui', 'addin/session'],
  'addin/accounts': ['shared', 'addin/api', 'addin/ui', 'addin/session'],
  'addin/merge': ['shared', 'addin/api', 'addin/ui', 'addin/session'],
  'addin/campaigns': ['shared', 'addin/api', 'addin/ui', 'addin/session'],
  'addin/taskpane': ['shared', 'addin/*'],
};

/** The files that put rooms together may open what is inside them. */
const CHOOSERS = ['compose', 'ground', 'composeDoctor', 'importHere', 'runAccounts'].map((name) => `server/${name}.ts`);

/** Another feature's tables are opened by nobody else; of accounts only its use cases may be known. */
const ACCOUNTS_SEAM = ['server/accounts/accountUse.ts'];

const files = ['shared', 'server', 'addin'].flatMap((folder) => sources(folder));

describe('the arrows', () => {
  test('every file lives in a room that is on the map', () => {
    expect(files.filter((file) => !(roomOf(file) in MAY))).toEqual([]);
  });

  test.each(files)('%s', (file) => {
    expect(
      importsOf(file)
        .filter(({ target }) => !mayImport(file, target))
        .map(({ line }) => line),
    ).toEqual([]);
  });

  test('file names are unique in the repository', () => {
    const names = files.map((file) => file.split('/').at(-1) ?? '');
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});

describe('habits', () => {
  const server = files.filter((file) => file.startsWith('server/'));

  test('the environment is read in entry files only', () => {
    const entry = ['server/main.ts', 'server/cli.ts'];
    expect(server.filter((file) => !entry.includes(file) && /process\.env\b/.test(text(file)))).toEqual([]);
  });

  test('nothing asks whether it is being tested', () => {
    expect(files.filter((file) => /NODE_ENV.*['"]test['"]/.test(text(file)))).toEqual([]);
  });

  test('no file is longer than 350 lines', () => {
    expect(files.filter((file) => text(file).split('\n').length > 350)).toEqual([]);
  });

  test('only addin/office says Office. or Word.', () => {
    const outside = files.filter((file) => file.startsWith('addin/') && !file.startsWith('addin/office/'));
    expect(outside.filter((file) => /\b(Office|Word)\.[a-zA-Z]/.test(code(file)))).toEqual([]);
  });
});

function mayImport(file: string, target: string): boolean {
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from === to) return true;
  if (target.endsWith('.store.ts') && !CHOOSERS.includes(from)) return false;
  if (to === 'server/accounts' && !CHOOSERS.includes(from) && !ACCOUNTS_SEAM.includes(target)) return false;
  const rules = MAY[from] ?? [];
  const fits = (rule: string): boolean =>
    rule === to || (rule.endsWith('*') ? to.startsWith(rule.slice(0, -1)) : to.startsWith(`${rule}/`));
  return (
    rules.some((rule) => !rule.startsWith('!') && fits(rule)) &&
    !rules.some((rule) => rule.startsWith('!') && fits(rule.slice(1)))
  );
}

/** The first two parts of a path: `server/outbox`, or `server/app.ts` for a file directly in a root. */
function roomOf(file: string): string {
  return file.split('/').slice(0, 2).join('/');
}

function importsOf(file: string): { target: string; line: string }[] {
  const found = text(file).matchAll(/(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g);
  return [...found].map(([, specifier = '']) => {
    const target = relative(ROOT, resolve(ROOT, dirname(file), specifier)).replaceAll('\\', '/');
    return { target, line: `${file} imports ${target}` };
  });
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts') && !name.startsWith('addin/dist/'));
}

function text(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** Without comments and texts, where the words may stand. */
function code(file: string): string {
  return text(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/(['"`])(?:\\.|(?!\1)[^\\])*\1/g, '');
}
