/** From facts about settings, database and key to checks with words. Pure. */
import type { Check } from '../../shared/api/doctor.ts';
import { lastSentence } from './appChecks.ts';
import { ownClockCheck } from './clockCheck.ts';
import { type CertificateFile, fileCheck } from './fileCheck.ts';

export interface SettingsFacts {
  mode: 'sandbox' | 'microsoft';
  serverUrl: string;
  /** Whether this server speaks TLS itself. */
  ownTls: boolean;
  trustProxy: boolean;
  /** How people come in: by themselves, or with a host application's sessions. */
  ownSignIn: boolean;
  hostSessions: boolean;
  /** How many administrators are named. */
  admins: number;
  /** Certificates that the settings name. */
  files: CertificateFile[];
  database: DatabaseFacts;
}

export type DatabaseFacts =
  /** `folderWritable`: whether it can be made there. */
  | { kind: 'missing'; path: string; folderWritable: boolean }
  | { kind: 'unusable'; path: string; why: string }
  | {
      kind: 'open';
      path: string;
      /** Why nothing can be written, or null. */
      readOnly: string | null;
      version: 'current' | 'older' | 'newer';
      /** On its disk; null: not known. */
      freeBytes: number | null;
      /** `here`: by the server that examines itself. */
      lock: 'here' | 'elsewhere' | 'free';
      /** What is wrong with the key, sentences; null: it opens what was sealed. */
      keyTrouble: string | null;
    };

type Finding = Pick<Check, 'status' | 'detail' | 'next'>;

export function settingsChecks(facts: SettingsFacts, now: number): Check[] {
  return [
    ...databaseChecks(facts.database),
    check('settings:server-url', 'Address of this server', serverUrl(facts)),
    ...proxyCheck(facts),
    check('settings:sign-in', 'Signing in', signIn(facts)),
    check('settings:admins', 'Administrators', admins(facts)),
    ...facts.files.map((file) => fileCheck(file, now)),
    ownClockCheck(now),
  ];
}

/** The problems that keep a server from starting, as the settings' own reader says them. */
export function problemChecks(problems: readonly string[]): Check[] {
  return problems.map((problem, i) =>
    check(`settings:problem-${i + 1}`, /^[A-Z][A-Z0-9_]+/.exec(problem)?.[0] ?? 'Settings', {
      status: 'failed',
      detail: problem.endsWith('.') ? problem : `${problem}.`,
      next: null,
    }),
  );
}

function check(id: string, title: string, finding: Finding): Check {
  return { id, group: 'settings', title, ...finding, milliseconds: null };
}

const ok = (detail: string): Finding => ({ status: 'ok', detail, next: null });

function databaseChecks(facts: DatabaseFacts): Check[] {
  const database = (finding: Finding): Check => check('settings:database', 'Database', finding);
  switch (facts.kind) {
    case 'missing':
      return [database(notThere(facts))];
    case 'unusable':
      return [
        database({
          status: 'failed',
          detail: `${facts.path} cannot be used: ${facts.why}.`,
          next: 'Set DATABASE_URL to a file that this user may read and write.',
        }),
      ];
    case 'open':
      return [
        database(written(facts)),
        check('settings:migrations', 'Version of the database', version(facts)),
        check('settings:lock', 'One server only', lock(facts)),
        check('settings:key', 'Encryption key', key(facts)),
      ];
  }
}

function notThere({ path, folderWritable }: Extract<DatabaseFacts, { kind: 'missing' }>): Finding {
  if (folderWritable) {
    return { status: 'skipped', detail: `There is none yet at ${path}. The server makes it at its first start.`, next: null };
  }
  return {
    status: 'failed',
    detail: `There is none yet at ${path}, and this user may not make one there.`,
    next: 'Give this user the right to write in that folder, or set DATABASE_URL to another file.',
  };
}

type Open = Extract<DatabaseFacts, { kind: 'open' }>;

const MIB = 1024 * 1024;
/** Room for a day of letters and lists. */
const LOW_BYTES = 500 * MIB;

function written({ path, readOnly, freeBytes }: Open): Finding {
  if (readOnly !== null) {
    return {
      status: 'failed',
      detail: `Nothing can be written to ${path}: ${readOnly}.`,
      next: 'Give this user the right to write to the file and its folder, and look at the disk.',
    };
  }
  if (freeBytes !== null && freeBytes < LOW_BYTES) {
    return {
      status: freeBytes < 20 * MIB ? 'failed' : 'warning',
      detail: `Only ${Math.floor(freeBytes / MIB)} MB are free on its disk.`,
      next: 'Free some room: what cannot be recorded is not sent.',
    };
  }
  return ok(`${path} can be written.`);
}

function version({ version: found }: Open): Finding {
  switch (found) {
    case 'current':
      return ok('It is up to date.');
    case 'older':
      return {
        status: 'warning',
        detail: 'It was made by an older Mergepost.',
        next: 'Start the server, or run “mergepost migrate”: both bring it up to date.',
      };
    case 'newer':
      return {
        status: 'failed',
        detail: 'It was made by a newer Mergepost, and this one does not touch it.',
        next: 'Start that version again, or set DATABASE_URL to another file.',
      };
  }
}

function lock({ lock: held }: Open): Finding {
  switch (held) {
    case 'here':
      return ok('This server alone uses the database.');
    case 'elsewhere':
      return ok('A Mergepost server is running with this database.');
    case 'free':
      return { status: 'skipped', detail: 'No server is running with this database now.', next: null };
  }
}

function key({ keyTrouble }: Open): Finding {
  if (keyTrouble === null) return ok('It opens what was sealed.');
  return { status: 'failed', ...lastSentence(keyTrouble) };
}

function serverUrl({ mode, serverUrl: url }: SettingsFacts): Finding {
  if (url.startsWith('https://')) return ok(url);
  if (mode === 'sandbox') return { status: 'skipped', detail: `${url}, for the sandbox on this computer.`, next: null };
  return {
    status: 'warning',
    detail: `${url} works in browsers of this computer only.`,
    next: 'Set SERVER_URL to the https address under which others reach this server, and register its redirect URI.',
  };
}

/** Somebody must be in front who speaks TLS; unknown, he is taken for every caller at once. */
function proxyCheck({ serverUrl: url, ownTls, trustProxy }: SettingsFacts): Check[] {
  if (ownTls || trustProxy || !url.startsWith('https://')) return [];
  return [
    check('settings:proxy', 'Reverse proxy', {
      status: 'warning',
      detail: 'SERVER_URL is https, but this server has no TLS_CERT_FILE and trusts no proxy: all callers look like one.',
      next: 'Set TRUST_PROXY to the addresses of your reverse proxy, or TLS_CERT_FILE and TLS_KEY_FILE.',
    }),
  ];
}

function signIn({ ownSignIn, hostSessions }: SettingsFacts): Finding {
  if (ownSignIn && hostSessions) return ok('People sign in by themselves, or come with sessions of the host application.');
  if (ownSignIn) return ok('People sign in by themselves.');
  if (hostSessions) return ok('People come with sessions of the host application.');
  return {
    status: 'failed',
    detail: 'Nobody can come in: EMAIL_TENANT_ID does not name one organisation, and no host application is set.',
    next: 'Set SIGN_IN_TENANTS to the tenant ids whose people may sign in, or JWT_SECRET or JWT_JWKS_URL for a host application.',
  };
}

function admins({ mode, admins: count }: SettingsFacts): Finding {
  if (count > 0) return ok(count === 1 ? 'One is named.' : `${count} are named.`);
  if (mode === 'sandbox') return ok('In the sandbox the first person who signs in is one.');
  return {
    status: 'warning',
    detail: 'None is named, so nobody can manage applications or see this in the pane.',
    next: 'Set ADMIN_USERS.',
  };
}
