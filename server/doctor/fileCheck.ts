/** A file of certificates that the settings name: readable, and none of them at its end. Pure. */
import { X509Certificate } from 'node:crypto';
import type { Check } from '../../shared/api/doctor.ts';

export interface CertificateFile {
  /** The setting that names it. */
  setting: string;
  /** Its text, or why it cannot be read. */
  content: { ok: true; pem: string } | { ok: false; why: string };
}

type Finding = Pick<Check, 'status' | 'detail' | 'next'>;

const DAY_MS = 24 * 3600_000;
/** Authorities are renewed by hand, and that takes people time. */
const SOON_DAYS = 14;

export function fileCheck(file: CertificateFile, now: number): Check {
  const id = `settings:${file.setting.toLowerCase().replaceAll('_', '-')}`;
  return { id, group: 'settings', title: file.setting, ...finding(file, now), milliseconds: null };
}

function finding({ content }: CertificateFile, now: number): Finding {
  const other = 'Put a PEM certificate there, or name another file.';
  if (!content.ok) return { status: 'failed', detail: `The file cannot be read: ${content.why}.`, next: other };
  const blocks = content.pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) return { status: 'failed', detail: 'The file holds no certificate.', next: other };
  const ends: number[] = [];
  for (const block of blocks) {
    const end = endOf(block);
    if (end === null) return { status: 'failed', detail: 'The file holds a certificate that cannot be read.', next: other };
    ends.push(end);
  }
  return expiry(ends, now);
}

function endOf(pem: string): number | null {
  try {
    return Date.parse(new X509Certificate(pem).validTo);
  } catch {
    // OpenSSL's own words help nobody; what it is, the caller says.
    return null;
  }
}

function expiry(ends: readonly number[], now: number): Finding {
  const first = Math.min(...ends);
  const day = new Date(first).toISOString().slice(0, 10);
  const which = ends.length === 1 ? 'The certificate in it' : `One of the ${ends.length} certificates in it`;
  const next = 'Put its successor into the file and restart the server.';
  if (first <= now) return { status: 'failed', detail: `${which} expired on ${day}.`, next };
  if (first - now < SOON_DAYS * DAY_MS) return { status: 'warning', detail: `${which} expires on ${day}.`, next };
  return {
    status: 'ok',
    detail: `${ends.length === 1 ? '1 certificate' : `${ends.length} certificates`}, good until ${day}.`,
    next: null,
  };
}
