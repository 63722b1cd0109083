/** An app after a change: a partial one, what is not named stays. Pure but for the clock it is given. */
import type { AppChange } from '../../shared/api/apps.ts';
import type { ClientCredential, OAuthApp } from '../oauth/oauthApp.ts';
import { readCertificate } from './readCertificate.ts';

export type Applied = { ok: true; app: OAuthApp } | { ok: false; sentence: string };

export function applyChange(app: OAuthApp, change: AppChange, now: number): Applied {
  const { clientSecret, certificate, secretExpiresAt, ...plain } = change;
  if (clientSecret && certificate) {
    return {
      ok: false,
      sentence: 'A client secret and a certificate were given. Keep one: the app shows one of them to Microsoft.',
    };
  }
  const end = certificate ? readCertificate(certificate, now) : null;
  if (end?.ok === false) return end;
  const credential = credentialAfter(app.credential, change);
  const changed: OAuthApp = {
    ...app,
    ...plain,
    credential,
    secretExpiresAt: end?.expiresAt ?? endAfter(app, credential, secretExpiresAt),
    version: nextVersion(app.version, now),
  };
  return { ok: true, app: changed };
}

/** The other one is taken away by what is given: an app shows one of them. */
function credentialAfter(before: ClientCredential, { clientSecret, certificate }: AppChange): ClientCredential {
  if (certificate) return { kind: 'certificate', ...certificate };
  if (clientSecret) return { kind: 'secret', secret: clientSecret };
  const taken = (certificate === null && before.kind === 'certificate') || (clientSecret === null && before.kind === 'secret');
  return taken ? { kind: 'none' } : before;
}

/** A certificate says itself when it ends; the date of an old secret says nothing about a new one. */
function endAfter(app: OAuthApp, credential: ClientCredential, given: string | null | undefined): number | null {
  if (credential.kind === 'certificate') return app.secretExpiresAt;
  if (given !== undefined) return given === null ? null : Date.parse(given);
  return sameCredential(app.credential, credential) ? app.secretExpiresAt : null;
}

/**
 * Higher with every change, and never below the clock: an app that is made again under the key of one that was removed
 * must not be taken for it by whoever kept something built from the old one.
 */
function nextVersion(before: number, now: number): number {
  return Math.max(before + 1, now);
}

export function sameCredential(a: ClientCredential, b: ClientCredential): boolean {
  if (a.kind === 'secret') return b.kind === 'secret' && a.secret === b.secret;
  if (a.kind === 'none') return b.kind === 'none';
  return b.kind === 'certificate' && a.certificate === b.certificate && a.privateKey === b.privateKey;
}
