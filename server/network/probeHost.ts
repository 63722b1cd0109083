/**
 * A look at one host that the server needs: name, connection, certificate, clock, and for a mail server whether it lets a
 * connection be encrypted. Sends no credentials, and nothing that changes anything.
 */
import { lookup } from 'node:dns/promises';
import { isIP, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { linesFrom } from './linesFrom.ts';
import { mailGreeting } from './mailGreeting.ts';
import { networkFault } from './networkFault.ts';
import { connectTcp, startTls, timedOut } from './openSocket.ts';
import { tlsTrust } from './tlsTrust.ts';

/**
 * `https`: TLS from the start, and the host's clock; `http` the same without TLS (loopback). `smtp`: greeting, STARTTLS,
 * TLS, `imap` the same of IMAP. `tls`: TLS from the start, as SMTP at 465 and IMAP at 993 want it.
 */
export interface HostAsk {
  host: string;
  port: number;
  speaks: 'https' | 'http' | 'smtp' | 'imap' | 'tls';
}

/** `code`: Node's, or a word of ours. `reason`: one sentence for a person; the next step depends on who asks. */
export type Step<T> =
  | ({ status: 'ok'; milliseconds: number } & T)
  | { status: 'failed'; milliseconds: number; code: string; reason: string }
  | { status: 'skipped' };

export interface HostProbe {
  ask: HostAsk;
  dns: Step<{ addresses: string[] }>;
  tcp: Step<{ address: string }>;
  /** `smtp` and `imap` only. */
  greeting: Step<{ banner: string; starttls: boolean }>;
  /**
   * `trusted: false` with why; `daysLeft` until the certificate ends, negative where it has; null: it names no end.
   * `issuer`: who vouches for it, as the certificate says.
   */
  tls: Step<{ trusted: boolean; why: string | null; daysLeft: number | null; issuer: string | null; protocol: string | null }>;
  /** `http` and `https`: how far the host's clock is ahead of ours; null where it sends no usable Date. */
  clock: Step<{ skewMs: number | null }>;
}

export interface ProbeHostDeps {
  /** Milliseconds since 1970. */
  clock: () => number;
  /** For each step. */
  timeoutMs: number;
  /** Authorities of the operator's own, PEM; for mail servers. */
  ca: string | null;
}

export type ProbeHost = (ask: HostAsk) => Promise<HostProbe>;

/** Never rejects for what the network or the host does. */
export function probeHost(deps: ProbeHostDeps): ProbeHost {
  return async (ask) => {
    const probe: HostProbe = { ask, dns: SKIPPED, tcp: SKIPPED, greeting: SKIPPED, tls: SKIPPED, clock: SKIPPED };
    probe.dns = await timed(deps, () => addressesOf(ask, deps.timeoutMs), `The name ${ask.host} is not known.`);
    if (probe.dns.status !== 'ok') return probe;
    let socket: Socket | undefined;
    probe.tcp = await timed(
      deps,
      async () => {
        socket = await connectTcp({ ...ask, timeoutMs: deps.timeoutMs });
        return { address: socket.remoteAddress ?? '' };
      },
      `Nothing can be reached at ${ask.host}, port ${ask.port}.`,
    );
    if (socket === undefined) return probe;
    try {
      return { ...probe, ...(await talk(deps, ask, socket)) };
    } finally {
      socket.destroy();
    }
  };
}

const SKIPPED = { status: 'skipped' } as const;

async function timed<T extends object>(deps: ProbeHostDeps, run: () => Promise<T>, reason: string): Promise<Step<T>> {
  const started = deps.clock();
  try {
    const found = await run();
    return { status: 'ok', milliseconds: deps.clock() - started, ...found };
  } catch (error) {
    return { status: 'failed', milliseconds: deps.clock() - started, code: networkFault(error).code, reason };
  }
}

async function addressesOf({ host }: HostAsk, timeoutMs: number): Promise<{ addresses: string[] }> {
  if (isIP(host) !== 0) return { addresses: [host] };
  let timer: NodeJS.Timeout | undefined;
  // The system's own patience with a silent DNS server is longer than anybody's, and cannot be cut short: only not waited for.
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(timedOut()), timeoutMs);
  });
  try {
    const found = await Promise.race([lookup(host, { all: true }), late]);
    return { addresses: found.map(({ address }) => address) };
  } finally {
    clearTimeout(timer);
  }
}

/** What is said once the connection stands. */
async function talk(deps: ProbeHostDeps, ask: HostAsk, socket: Socket): Promise<Partial<HostProbe>> {
  if (ask.speaks === 'http') return { clock: await clockOf(deps, ask, socket) };
  const { speaks } = ask;
  let greeting: HostProbe['greeting'] = SKIPPED;
  if (speaks === 'smtp' || speaks === 'imap') {
    const greeted = await timed(
      deps,
      () => mailGreeting(socket, speaks, deps.timeoutMs),
      `${ask.host} does not greet as a mail server does.`,
    );
    greeting = greeted;
    if (greeted.status !== 'ok' || !greeted.ready) return { greeting };
  }
  let encrypted: TLSSocket | undefined;
  const tls = await timed(
    deps,
    async () => {
      encrypted = await startTls(socket, { host: ask.host, timeoutMs: deps.timeoutMs, trust: tlsTrust(deps.ca), verify: false });
      return certificateOf(encrypted, deps.clock());
    },
    `${ask.host} does not answer with TLS at port ${ask.port}.`,
  );
  const clock = encrypted && ask.speaks === 'https' ? await clockOf(deps, ask, encrypted) : SKIPPED;
  encrypted?.destroy();
  return { greeting, tls, clock };
}

const DAY_MS = 24 * 60 * 60_000;

function certificateOf(socket: TLSSocket, now: number) {
  const { valid_to: end, issuer } = socket.getPeerCertificate();
  const ends = Date.parse(end);
  // Typed as an Error; Node puts the code there as text.
  const why = socket.authorizationError as Error | string | null | undefined;
  return {
    trusted: socket.authorized,
    why: socket.authorized ? null : typeof why === 'string' ? why : (why?.message ?? 'UNKNOWN'),
    daysLeft: Number.isNaN(ends) ? null : Math.floor((ends - now) / DAY_MS),
    issuer: [issuer?.CN, issuer?.O].flat().find((name) => typeof name === 'string' && name !== '') ?? null,
    protocol: socket.getProtocol(),
  };
}

/** A server that takes the request as an affront still sends its Date (RFC 9110 section 6.6.1). */
function clockOf(deps: ProbeHostDeps, { host }: HostAsk, socket: Socket): Promise<HostProbe['clock']> {
  return timed(
    deps,
    async () => {
      const head = linesFrom(socket, /\r?\n\r?\n/, deps.timeoutMs);
      const asked = deps.clock();
      socket.write(`HEAD / HTTP/1.1\r\nHost: ${isIP(host) === 6 ? `[${host}]` : host}\r\nConnection: close\r\n\r\n`);
      const text = await head.next();
      head.stop();
      const theirs = Date.parse(/^date:\s*(.+?)\s*$/im.exec(text)?.[1] ?? '');
      // The Date has whole seconds; half of one is the best guess, and so is half of the way there and back.
      return { skewMs: Number.isNaN(theirs) ? null : Math.round(theirs + 500 - (asked + deps.clock()) / 2) };
    },
    `${host} did not answer a plain question in time.`,
  );
}
