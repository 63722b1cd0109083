/** Whom a TLS connection to a mail server trusts. Plain TLS settings, so that every client library takes them. */
import tls from 'node:tls';

export interface TlsTrust {
  /** RFC 8996: TLS 1.0 and 1.1 are gone. */
  minVersion: 'TLSv1.2';
  ca?: string[];
}

/**
 * `ca`: authorities of the operator's own, PEM, added to those that Node trusts anyway (setting `ca` alone would replace
 * them, and then no public mail server could be reached). Certificates are always verified.
 */
export function tlsTrust(ca: string | null): TlsTrust {
  return ca === null ? { minVersion: 'TLSv1.2' } : { minVersion: 'TLSv1.2', ca: [...knownAuthorities(), ca] };
}

/** Node 22.15 and later say what they trust, NODE_EXTRA_CA_CERTS included; older ones name their built-in list only. */
function knownAuthorities(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default') => string[] };
  return getCACertificates?.('default') ?? tls.rootCertificates;
}
