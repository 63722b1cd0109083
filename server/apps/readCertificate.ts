/** A certificate with its private key, as Microsoft takes it in place of a client secret (entra certificate-credentials). */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { ClientCredential } from '../oauth/oauthApp.ts';

type PemPair = Omit<Extract<ClientCredential, { kind: 'certificate' }>, 'kind'>;

export type CertificateReading = { ok: true; expiresAt: number } | { ok: false; sentence: string };

/** @param now milliseconds since 1970. */
export function readCertificate(pem: PemPair, now: number): CertificateReading {
  const certificate = parsed(() => new X509Certificate(pem.certificate));
  if (!certificate) {
    return refused('The certificate cannot be read. Paste the PEM text, from “-----BEGIN CERTIFICATE-----” to its end.');
  }
  const key = parsed(() => createPrivateKey(pem.privateKey));
  if (!key) {
    return refused(
      'The private key cannot be read. Paste it as PEM text without a password, beginning with “-----BEGIN PRIVATE KEY-----”.',
    );
  }
  return verdict(certificate, key, now);
}

function verdict(certificate: X509Certificate, key: KeyObject, now: number): CertificateReading {
  if (key.asymmetricKeyType !== 'rsa')
    return refused('The private key is not an RSA key, and Microsoft takes no other. Make one of 2048 bits or more.');
  if (!certificate.checkPrivateKey(key)) {
    return refused('The private key does not belong to the certificate. Paste the key that the certificate was made with.');
  }
  const [from, to] = [certificate.validFromDate.getTime(), certificate.validToDate.getTime()];
  if (to <= now) return refused(`The certificate expired on ${dayOf(to)}. Make a new one and register it at Microsoft.`);
  if (from > now) return refused(`The certificate is not valid before ${dayOf(from)}. Use one that is valid now.`);
  return { ok: true, expiresAt: to };
}

/** What cannot be parsed is an expected answer: somebody pasted something else. */
function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

function refused(sentence: string): CertificateReading {
  return { ok: false, sentence };
}

/** A day in UTC, such as 2027-03-31. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
