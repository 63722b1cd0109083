/**
 * How a request to a token endpoint says which app it comes from: a secret in the form (RFC 6749 section 2.3.1) or in the
 * Basic header, an assertion signed with the key of a certificate (RFC 7523; entra certificate-credentials), or nothing
 * but the client id (a public client: Entra refuses one that sends a secret).
 */
import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { SignJWT } from 'jose';
import type { ClientCredential } from './oauthApp.ts';

export interface ClientProof {
  form: Record<string, string>;
  headers: Record<string, string>;
}

export interface ProveAsk {
  clientId: string;
  credential: ClientCredential;
  /** Whom the assertion is for. */
  tokenUrl: string;
  /** Where a secret goes. */
  secretIn: 'body' | 'header';
  clock: () => number;
  newId: () => string;
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Long enough for clocks that differ a little; Entra advises 5 to 10 minutes at most. */
const ASSERTION_SECONDS = 300;

/** Rejects where the key or the certificate cannot be read. */
export async function proveClient(ask: ProveAsk): Promise<ClientProof> {
  const { clientId, credential } = ask;
  switch (credential.kind) {
    case 'none':
      return { form: { client_id: clientId }, headers: {} };
    case 'secret':
      return ask.secretIn === 'header'
        ? { form: {}, headers: { authorization: basic(clientId, credential.secret) } }
        : { form: { client_id: clientId, client_secret: credential.secret }, headers: {} };
    case 'certificate':
      return {
        form: { client_id: clientId, client_assertion_type: ASSERTION_TYPE, client_assertion: await assertion(ask, credential) },
        headers: {},
      };
  }
}

function assertion(ask: ProveAsk, credential: Extract<ClientCredential, { kind: 'certificate' }>): Promise<string> {
  const now = Math.floor(ask.clock() / 1000);
  const thumbprint = createHash('sha256').update(new X509Certificate(credential.certificate).raw).digest('base64url');
  return new SignJWT({})
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint })
    .setIssuer(ask.clientId)
    .setSubject(ask.clientId)
    .setAudience(ask.tokenUrl)
    .setJti(ask.newId())
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + ASSERTION_SECONDS)
    .sign(createPrivateKey(credential.privateKey));
}

/** Both halves are form-encoded before they are joined (RFC 6749 section 2.3.1). */
function basic(clientId: string, secret: string): string {
  const encoded = (text: string): string => new URLSearchParams({ x: text }).toString().slice(2);
  return `Basic ${Buffer.from(`${encoded(clientId)}:${encoded(secret)}`).toString('base64')}`;
}
