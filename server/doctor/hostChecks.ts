/** From what a look at a host found to checks with words. Pure. */
import { isIP } from 'node:net';
import type { Check } from '../../shared/api/doctor.ts';
import { isLoopback } from '../network/isLoopback.ts';
import type { HostProbe, Step } from '../network/probeHost.ts';
import type { HostNeed } from './hostNeed.ts';
import { certificateFinding } from './certificateFinding.ts';

/** What a step was found to be worth. */
export type Finding = Pick<Check, 'status' | 'detail' | 'next'>;

/** `probe` undefined: there was no time left. */
export function hostChecks(need: HostNeed, probe: HostProbe | undefined): Check[] {
  const at = `${need.host}:${need.port}`;
  if (!probe) return [check(`tcp:${at}`, `${at}: connection`, SKIPPED, NO_TIME)];
  const { dns, tcp, greeting, tls } = probe;
  const isName = isIP(need.host) === 0;
  const greets = need.tls === 'starttls';
  return [
    ...(isName ? [check(`dns:${need.host}`, `${need.host}: name`, dns, dnsFinding(need, dns))] : []),
    check(`tcp:${at}`, `${at}: connection`, tcp, tcpFinding(need, tcp)),
    ...(greets ? [check(`${need.speaks}:${at}`, `${at}: mail server`, greeting, greetingFinding(need, greeting))] : []),
    check(`tls:${at}`, `${at}: certificate`, tls, tlsFinding(need, probe)),
  ];
}

const SKIPPED = { status: 'skipped' } as const;

function check(id: string, title: string, step: Step<object>, finding: Finding): Check {
  const milliseconds = step.status === 'skipped' ? null : Math.round(step.milliseconds);
  return { id, group: 'network', title, ...finding, milliseconds };
}

const NO_TIME: Finding = { status: 'warning', detail: 'There was no time left to look at it.', next: 'Run the check again.' };
const NOT_REACHED: Finding = { status: 'skipped', detail: 'Not tried, because an earlier step failed.', next: null };

const ok = (detail: string): Finding => ({ status: 'ok', detail, next: null });
const bad = (need: HostNeed, detail: string, next: string): Finding => ({
  status: 'failed',
  detail: `${detail} It is needed for ${listed(need.uses)}.`,
  next,
});

function listed(uses: readonly string[]): string {
  return uses.length < 2 ? (uses[0] ?? 'sending') : `${uses.slice(0, -1).join(', ')} and ${uses.at(-1) ?? ''}`;
}

function dnsFinding(need: HostNeed, step: HostProbe['dns']): Finding {
  if (step.status === 'skipped') return NOT_REACHED;
  if (step.status === 'ok') {
    const [first, ...more] = step.addresses;
    return ok(more.length === 0 ? `It is ${first ?? 'known'}.` : `It is ${first ?? ''} and ${more.length} more.`);
  }
  if (step.code === 'ENOTFOUND' || step.code === 'EAI_NODATA') {
    const next = `Check the spelling of ${need.host} where it is set, and the DNS settings of this computer.`;
    return bad(need, 'No computer is known by this name.', next);
  }
  const next = 'Check the network connection and the DNS settings of this computer.';
  return bad(need, `The name could not be looked up: DNS did not answer (${step.code}).`, next);
}

function tcpFinding(need: HostNeed, step: HostProbe['tcp']): Finding {
  if (step.status === 'skipped') return NOT_REACHED;
  if (step.status === 'ok') return ok('It answers.');
  return bad(need, noConnection(need, step.code), unblock(need, step.code));
}

/** What came of a connection that was not made, for a person. */
export function noConnection({ port }: Pick<HostNeed, 'port'>, code: string): string {
  switch (code) {
    case 'ECONNREFUSED':
      return `The connection was refused: nothing listens on port ${port}, or a firewall refuses it.`;
    case 'ETIMEDOUT':
      return 'No answer came: most likely a firewall drops the connection.';
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
      return `There is no way from this computer to that address (${code}).`;
    default:
      return `The connection was not made (${code}).`;
  }
}

function unblock({ host, port, speaks }: HostNeed, code: string): string {
  if (isLoopback(host) || host === '::1')
    return `Start what should listen on port ${port} of this computer, or correct the address.`;
  if (code === 'ENETUNREACH' || code === 'EHOSTUNREACH') return 'Check the network connection of this computer.';
  if (speaks === 'smtp') {
    return `Ask your hosting company or network administrator to open outgoing connections to ${host} on port ${port}: many block mail ports at first.`;
  }
  return `Allow outgoing connections from this computer to ${host} on port ${port}.`;
}

function greetingFinding(need: HostNeed, step: HostProbe['greeting']): Finding {
  if (step.status === 'skipped') return NOT_REACHED;
  if (step.status === 'failed') {
    return bad(
      need,
      `The connection was made, but no greeting came (${step.code}).`,
      `Check port and security where they are set: a server that begins with TLS waits in silence. If both are right, ask whoever runs ${need.host}.`,
    );
  }
  if (step.starttls) return ok('It greets and offers STARTTLS.');
  // RFC 5321 section 3.1: 554 or 421; RFC 3501 section 7.1.5: BYE.
  if (/^(?:[45]\d\d|\* BYE)\b/i.test(step.banner)) {
    return bad(need, `It turns this computer away: “${step.banner}”.`, `Ask whoever runs ${need.host} to let this computer in.`);
  }
  return bad(
    need,
    'It greets, but offers no STARTTLS, and without encryption nothing is said there.',
    `Have STARTTLS switched on at ${need.host}, or set the security of this server to TLS with its port (often ${need.speaks === 'smtp' ? 465 : 993}).`,
  );
}

function tlsFinding(need: HostNeed, { tls, greeting }: HostProbe): Finding {
  if (need.unsafe) {
    return bad(need, 'The address begins with http://, so everything would go there unencrypted.', 'Change it to https://.');
  }
  if (need.tls === 'none') return { status: 'skipped', detail: 'Plain http on this computer: nothing leaves it.', next: null };
  if (tls.status === 'skipped') {
    return greeting.status === 'ok' && greeting.starttls
      ? bad(need, 'It offers STARTTLS, but did not begin with it when asked.', `Ask whoever runs ${need.host}.`)
      : NOT_REACHED;
  }
  const { detail, ...finding } = certificateFinding(need, tls);
  return finding.status === 'failed' && finding.next !== null ? bad(need, detail, finding.next) : { detail, ...finding };
}
