/** What a certificate, or its absence, means; whom to turn to. Pure. */
import { tlsFault } from '../network/networkFault.ts';
import type { HostProbe } from '../network/probeHost.ts';
import type { Finding } from './hostChecks.ts';
import type { HostNeed } from './hostNeed.ts';

/** Days before its end at which somebody should look: whatever is renewed by itself was renewed earlier. */
const SOON_DAYS = 7;

type TlsStep = Exclude<HostProbe['tls'], { status: 'skipped' }>;
type Seen = Extract<TlsStep, { status: 'ok' }>;

export function certificateFinding(need: HostNeed, step: TlsStep): Finding {
  if (step.status === 'failed') return noTls(need, step.code);
  if (!step.trusted) return untrusted(need, step.why ?? 'UNKNOWN', step);
  if (step.daysLeft === null) return { status: 'ok', detail: 'It is trusted.', next: null };
  const left = step.daysLeft === 1 ? '1 more day' : `${step.daysLeft} more days`;
  if (step.daysLeft >= SOON_DAYS) return { status: 'ok', detail: `It is trusted, for ${left}.`, next: null };
  const next = `Make sure that whoever runs ${need.host} renews it in time.`;
  return { status: 'warning', detail: `It is trusted, but only for ${left}.`, next };
}

function noTls({ host, port }: HostNeed, code: string): Finding {
  if (tlsFault({ code }) === 'handshake') {
    const detail = `What answers there does not speak TLS, or none of the versions that are safe (${code}).`;
    return { status: 'failed', detail, next: 'Check port and security where they are set.' };
  }
  return {
    status: 'failed',
    detail: `The connection was made, but its encryption did not come about (${code}): often a firewall that looks into connections.`,
    next: `Let connections to ${host} on port ${port} through untouched.`,
  };
}

/** `why`: Node's word for it. Source: Node "TLS", X509 certificate error codes. */
function untrusted(need: HostNeed, why: string, { daysLeft, issuer }: Seen): Finding {
  const { host } = need;
  switch (why) {
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID': {
      const expired = daysLeft === null || daysLeft >= 0 ? 'has expired' : `expired ${daysAgo(-daysLeft)}`;
      const detail = `Its certificate ${why === 'CERT_HAS_EXPIRED' ? expired : 'is not valid yet'}.`;
      const next = `Check the clock of this computer; if it is right, ask whoever runs ${host} to renew the certificate.`;
      return { status: 'failed', detail, next };
    }
    case 'ERR_TLS_CERT_ALTNAME_INVALID': {
      const next = `Check the host name where it is set; if it is right, something answers in place of ${host}.`;
      return { status: 'failed', detail: 'Its certificate is for another name.', next };
    }
    default:
      return {
        status: 'failed',
        detail: `Its certificate comes from an authority that is not trusted here${issuer === null ? '' : `, “${issuer}”`} (${why}).`,
        next: trustIt(need),
      };
  }
}

function daysAgo(days: number): string {
  return days === 1 ? 'less than a day ago' : `${days - 1 === 1 ? '1 day' : `${days - 1} days`} ago`;
}

/** Mail servers of one's own house have a setting; everything else trusts what Node trusts. */
function trustIt({ speaks, host }: HostNeed): string {
  return speaks === 'http'
    ? `If the authority is your own, or that of a proxy in your network, start the server with NODE_EXTRA_CA_CERTS naming its certificate; if not, something answers in place of ${host}.`
    : 'If the authority is your own, put its certificate into the file that MAIL_CA_FILE names; if not, ask whoever runs the mail server.';
}
