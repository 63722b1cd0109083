/** The way to a mailbox's server, step by step and timed, for a test mail: connect, TLS, sign-in. Sends nothing. */
import type { TestStep } from '../../shared/api/accounts.ts';
import type { MailServer } from '../../shared/api/apps.ts';
import { networkFault, tlsFault } from '../network/networkFault.ts';
import { connectTcp, startTls } from '../network/openSocket.ts';
import { tlsTrust } from '../network/tlsTrust.ts';
import { graphExchange } from './graphExchange.ts';
import { imapLogin } from './imapLogin.ts';
import { AGAIN_LATER, type LoginTrouble, loginTrouble } from './loginTrouble.ts';
import type { MailWire } from './mailWire.ts';
import { smtpOutcome } from './smtpOutcome.ts';
import { openSmtp, type SmtpWays } from './smtpSession.ts';
import { type SmtpStage, smtpTrouble } from './smtpTrouble.ts';

export interface ProbeDeps extends Omit<SmtpWays, 'server'> {
  fetch: typeof fetch;
  /** Milliseconds since 1970. */
  clock: () => number;
  newId: () => string;
}

export interface WireProbe {
  /** `connect`, `tls`, `auth`, in that order. */
  steps: TestStep[];
  /** Who can mend it, where a step failed. */
  trouble: LoginTrouble | null;
}

/** Never rejects for what the network or the server does. */
export type ProbeWire = (wire: MailWire, as: { address: string; accessToken: string }) => Promise<WireProbe>;

type Name = 'connect' | 'tls' | 'auth';
const NAMES: readonly Name[] = ['connect', 'tls', 'auth'];

/** What a step found; it throws what failed. `value` is for the step after it. */
interface Found<T> {
  value: T;
  detail: string;
  status?: 'skipped';
}

export function probeWire(deps: ProbeDeps): ProbeWire {
  return async (wire, as) => {
    const walk = walker(deps.clock);
    if (wire.kind === 'smtp') return probeSmtp({ ...deps, server: wire.smtp }, wire.imap, as, walk);
    const service = wire.kind === 'graph' ? { name: 'Microsoft', url: wire.graphUrl } : { name: 'Google', url: wire.gmailUrl };
    return probeApi(deps, service, wire, as.accessToken, walk);
  };
}

/** Ends the walk: the step is noted already. */
class Stopped extends Error {}

/** Notes each step with its time; stops at the first that fails. */
function walker(clock: () => number) {
  const steps: TestStep[] = [];
  let trouble: LoginTrouble | null = null;
  return {
    step: async <T>(name: Name, run: () => Promise<Found<T>>, troubleOf: (error: unknown) => LoginTrouble): Promise<T> => {
      const started = clock();
      try {
        const { value, detail, status = 'ok' } = await run();
        steps.push({ name, status, milliseconds: status === 'ok' ? clock() - started : null, detail });
        return value;
      } catch (error) {
        trouble = troubleOf(error);
        steps.push({ name, status: 'failed', milliseconds: clock() - started, detail: trouble.reason });
        throw new Stopped();
      }
    },
    done: async (walk: Promise<unknown>): Promise<WireProbe> => {
      try {
        await walk;
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
      }
      const rest = NAMES.filter((name) => !steps.some((step) => step.name === name));
      return { steps: [...steps, ...rest.map(notTried)], trouble };
    },
  };
}

type Walker = ReturnType<typeof walker>;

function notTried(name: Name): TestStep {
  return { name, status: 'skipped', milliseconds: null, detail: 'Not tried, because an earlier step failed.' };
}

function probeSmtp(
  ways: SmtpWays,
  imap: MailServer | null,
  as: { address: string; accessToken: string },
  walk: Walker,
): Promise<WireProbe> {
  const { server, connectTimeoutMs } = ways;
  const at = `${server.host}:${server.port}`;
  const failed = (stage: SmtpStage) => (error: unknown) => loginTrouble(smtpOutcome(smtpTrouble(error, stage)));
  const run = async (): Promise<void> => {
    const socket = await walk.step(
      'connect',
      async () => ({ value: await connectTcp({ ...server, timeoutMs: connectTimeoutMs }), detail: `${at} answers.` }),
      failed('connect'),
    );
    const session = await walk.step(
      'tls',
      async () => ({
        value: await openSmtp(ways, { over: socket }),
        detail: 'The connection is encrypted, and the certificate is trusted.',
      }),
      failed('connect'),
    );
    try {
      const login = async () => {
        await session.login(as);
        return imap === null ? TAKES_MAIL : alsoAtImap({ ...ways, server: imap }, as);
      };
      await walk.step('auth', login, (error) => (isRefusal(error) ? error.trouble : failed('login')(error)));
    } finally {
      void session.quit();
    }
  };
  return walk.done(run());
}

const TAKES_MAIL = { value: undefined, detail: 'The mail server accepts the sign-in.' };

/** Such a mailbox is connected only while both let it in. */
async function alsoAtImap(ways: SmtpWays, as: { address: string; accessToken: string }): Promise<Found<void>> {
  const { ok, ...trouble } = await imapLogin(ways, as);
  if (!ok) throw Object.assign(new Error('IMAP lets nobody in.'), { trouble });
  return { value: undefined, detail: 'The mail servers for sending and for reading accept the sign-in.' };
}

interface Service {
  name: string;
  url: string;
}

function probeApi(deps: ProbeDeps, service: Service, wire: MailWire, accessToken: string, walk: Walker): Promise<WireProbe> {
  const { protocol, hostname, port } = new URL(service.url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const ask = { host, port: Number(port) || (protocol === 'https:' ? 443 : 80), timeoutMs: deps.connectTimeoutMs };
  const run = async (): Promise<void> => {
    const unreachable = (error: unknown) => apiTrouble(service, host, error);
    const open = async () => ({ value: await connectTcp(ask), detail: `${host} answers.` });
    const socket = await walk.step('connect', open, unreachable);
    try {
      await walk.step('tls', () => (protocol === 'https:' ? secure(deps, socket, ask) : plain()), unreachable);
    } finally {
      socket.destroy();
    }
    await walk.step('auth', () => signIn(deps, service, wire, accessToken), refusal);
  };
  return walk.done(run());
}

async function secure(
  { connectTimeoutMs }: ProbeDeps,
  socket: Awaited<ReturnType<typeof connectTcp>>,
  { host }: { host: string },
): Promise<Found<void>> {
  // Who trusts the API is Node alone: MAIL_CA_FILE is for mail servers.
  const encrypted = await startTls(socket, { host, timeoutMs: connectTimeoutMs, trust: tlsTrust(null), verify: true });
  encrypted.destroy();
  return { value: undefined, detail: 'The connection is encrypted, and the certificate is trusted.' };
}

function plain(): Promise<Found<void>> {
  return Promise.resolve({ value: undefined, status: 'skipped', detail: 'Not encrypted: the address is on this computer.' });
}

function apiTrouble({ name }: Service, host: string, error: unknown): LoginTrouble {
  if (tlsFault(error) !== undefined) {
    const reason = `The certificate that ${host} shows is not trusted; something in the network may stand between.`;
    return {
      mender: 'operator',
      code: 'TLS_NOT_TRUSTED',
      reason,
      next: 'Tell the person who runs this Mergepost server to look at its network.',
    };
  }
  const next = `Try again in a few minutes; if it stays so, ask the person who runs this server whether it may reach ${host}.`;
  return { mender: 'later', code: networkFault(error).code, reason: `${name} could not be reached.`, next };
}

/** What `signIn` throws. */
interface Refusal {
  trouble: LoginTrouble;
}

function refusal(error: unknown): LoginTrouble {
  if (isRefusal(error)) return error.trouble;
  throw error;
}

function isRefusal(error: unknown): error is Refusal {
  return typeof error === 'object' && error !== null && 'trouble' in error;
}

/** One cheap question under the mailbox's own name. A token without the right to ask it may send all the same. */
async function signIn(deps: ProbeDeps, { name }: Service, wire: MailWire, accessToken: string): Promise<Found<void>> {
  if (wire.kind !== 'graph') return unproven(name);
  const graph = { ...deps, graphUrl: wire.graphUrl, requestTimeoutMs: deps.replyTimeoutMs };
  const end = await graphExchange(graph, '/me', { accessToken }, (request) => request.select(['id']).get());
  if (end.kind === 'failed') throw troubled('later', networkFault(end.error).code, `${name} did not answer.`, AGAIN_LATER);
  if (end.status >= 200 && end.status < 300) return { value: undefined, detail: `${name} accepts the sign-in.` };
  if (end.status === 401)
    throw troubled('user', 'HTTP_401', `${name} no longer accepts the sign-in of this mailbox.`, 'Connect it again.');
  if (end.status >= 400 && end.status < 500 && end.status !== 408 && end.status !== 429) return unproven(name);
  throw troubled('later', `HTTP_${end.status}`, `${name} is busy or has a fault (${end.status}).`, AGAIN_LATER);
}

function unproven(name: string): Found<void> {
  return {
    value: undefined,
    status: 'skipped',
    detail: `${name} cannot be asked without sending; the test mail itself proves it.`,
  };
}

function troubled(mender: LoginTrouble['mender'], code: string, reason: string, next: string): Error & Refusal {
  return Object.assign(new Error(reason), { trouble: { mender, code, reason, next } });
}
