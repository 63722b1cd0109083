/** Which hosts this server must reach, and for what. */
import type { MailServer } from '../../shared/api/apps.ts';
import { isLoopback } from '../network/isLoopback.ts';
import type { HostAsk } from '../network/probeHost.ts';

export interface HostNeed {
  /** A name or an address, without brackets. */
  host: string;
  port: number;
  speaks: 'http' | 'smtp' | 'imap';
  tls: 'from-start' | 'starttls' | 'none';
  /** Completes "It is needed for …". */
  uses: string[];
  /** Whether its clock is compared with ours. */
  clock: boolean;
  /** Plain http at another computer: nothing secret may go there. */
  unsafe: boolean;
}

/** An address that is spoken to over HTTP; undefined where the text is none. */
export function webNeed(address: string, use: string, { clock = false } = {}): HostNeed | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const secure = url.protocol === 'https:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    speaks: 'http',
    tls: secure ? 'from-start' : 'none',
    uses: [use],
    clock,
    unsafe: !secure && !isLoopback(url.hostname),
  };
}

export function mailNeed({ host, port, security }: MailServer, speaks: 'smtp' | 'imap', use: string): HostNeed {
  return { host, port, speaks, tls: security === 'tls' ? 'from-start' : 'starttls', uses: [use], clock: false, unsafe: false };
}

/** What is to be asked of the network about it. */
export function askOf({ host, port, speaks, tls }: HostNeed): HostAsk {
  if (speaks === 'http') return { host, port, speaks: tls === 'none' ? 'http' : 'https' };
  return { host, port, speaks: tls === 'starttls' ? speaks : 'tls' };
}

/** Each host and port once, with everything it is needed for. */
export function mergeNeeds(needs: readonly HostNeed[]): HostNeed[] {
  const byPlace = new Map<string, HostNeed>();
  for (const need of needs) {
    const place = `${need.host.toLowerCase()}:${need.port}`;
    const known = byPlace.get(place);
    byPlace.set(place, known ? merged(known, need) : need);
  }
  return [...byPlace.values()];
}

function merged(one: HostNeed, other: HostNeed): HostNeed {
  return { ...one, uses: [...new Set([...one.uses, ...other.uses])], clock: one.clock || other.clock };
}
