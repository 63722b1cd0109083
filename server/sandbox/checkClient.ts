import { checkAssertion } from './checkAssertion.ts';
import type { EntraError } from './entraError.ts';
import { missing, unknownClient, unknownTenant } from './readAuthorize.ts';
import { type AppBook, isNested, type RegisteredApp } from './registeredApps.ts';
import { readTenantSegment } from './samplePeople.ts';
import { crossOrigin, expiredSecret, noSecret, publicWithSecret, wrongSecret } from './tokenRefusals.ts';

/** A token request after the form and an Authorization header were read. */
export interface TokenRequest {
  segmentText: string;
  form: Readonly<Record<string, string | undefined>>;
  /** From an `Authorization: Basic` header, URL-decoded (RFC 6749 section 2.3.1). */
  basic: { clientId: string; clientSecret: string } | undefined;
  origin: string | undefined;
  /** Address of this endpoint, as the caller wrote it. */
  endpoint: string;
}

/** What the operator has done about the secret: `expired` refuses every secret as expired, `wrong` as never issued. */
export type SecretState = 'good' | 'expired' | 'wrong';

export interface ClientParts {
  apps: AppBook;
  secretState: SecretState;
  now: number;
}

/** Who asks. The order is Entra's as far as it shows: form first, then browser, client, credential. */
export async function checkClient(request: TokenRequest, parts: ClientParts): Promise<RegisteredApp | EntraError> {
  const { form, basic, origin, segmentText } = request;
  const clientId = basic?.clientId ?? form.client_id;
  if (form.grant_type === undefined) return missing('grant_type');
  if (clientId === undefined) return missing('client_id');
  if (readTenantSegment(segmentText).kind === 'unknown') return unknownTenant(segmentText);
  const app = parts.apps.find(clientId);
  if (app === undefined) return unknownClient(clientId, segmentText);
  if (origin !== undefined && !isNested(form.redirect_uri ?? '')) return crossOrigin(origin);
  return (await checkCredential(app, request, parts)) ?? app;
}

async function checkCredential(
  app: RegisteredApp,
  { form, basic, endpoint }: TokenRequest,
  { secretState, now }: ClientParts,
): Promise<EntraError | undefined> {
  const secret = basic?.clientSecret ?? form.client_secret;
  const assertion = form.client_assertion;
  // An Office host that asks for the add-in nested in it: a public client, whatever else the registration is.
  if (isNested(form.redirect_uri ?? '')) return secret === undefined && assertion === undefined ? undefined : publicWithSecret;
  if (app.kind === 'public') return secret === undefined && assertion === undefined ? undefined : publicWithSecret;
  if (assertion !== undefined)
    return checkAssertion({ assertion, type: form.client_assertion_type, app, audience: endpoint, now });
  if (secret === undefined) return noSecret;
  if (secretState === 'wrong' || secret !== app.clientSecret) return wrongSecret(app);
  return secretState === 'expired' ? expiredSecret(app) : undefined;
}
