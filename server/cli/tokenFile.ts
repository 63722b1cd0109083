/** A file of tokens that another program wrote, read into the body of an import. Names as that program spells them. */
import { ImportBody } from '../../shared/api/importAccount.ts';

export type TokenFile = { ok: true; body: ImportBody } | { ok: false; line: string };

/** How other programs call the same: OAuth's own names (RFC 6749), and those of the systems people come from. */
const OTHER_NAMES: Readonly<Record<string, keyof ImportBody>> = {
  refresh_token: 'refreshToken',
  access_token: 'accessToken',
  client_id: 'clientId',
  client_secret: 'clientSecret',
  tenant_id: 'tenant',
  tenantId: 'tenant',
  from_name: 'fromName',
  email: 'emailAddress',
  email_address: 'emailAddress',
  userEmail: 'emailAddress',
  base_scope: 'baseScope',
  keep_alive: 'keepAlive',
};
/** Said beside tokens and of no use here: a fresh access token is asked for at once. */
const IGNORED = new Set([
  'expires_in',
  'expiresIn',
  'ext_expires_in',
  'token_type',
  'tokenType',
  'id_token',
  'idToken',
  'expires_at',
  'expiresAt',
]);
const KNOWN = new Set(Object.keys(ImportBody.properties));
/** Warmy's name for "Microsoft by OAuth". */
const PROVIDERS: Readonly<Record<string, string>> = {
  oauth_outlook: 'microsoft',
  outlook: 'microsoft',
  gmail: 'google',
  oauth_gmail: 'google',
};

/** `given`: what the command line says; it wins over the file. */
export function readTokenFile(text: string, given: ImportBody = {}): TokenFile {
  let read: unknown;
  try {
    read = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's own words would repeat a piece of the file.
    return { ok: false, line: 'This file is no JSON. It should look like { "refresh_token": "…", "client_id": "…" }.' };
  }
  // Warmy wraps it.
  const inner = isRecord(read) && isRecord(read['mailbox']) ? read['mailbox'] : read;
  if (!isRecord(inner))
    return { ok: false, line: 'This file holds no object. It should look like { "refresh_token": "…", "client_id": "…" }.' };
  const body: Record<string, unknown> = {};
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(inner)) {
    const ours = OTHER_NAMES[name] ?? name;
    if (KNOWN.has(ours)) body[ours] = ours === 'scopes' && typeof value === 'string' ? value.split(/\s+/) : value;
    else if (name === 'scope' && typeof value === 'string') body['scopes'] = value.split(/\s+/).filter((word) => word !== '');
    else if (!IGNORED.has(name) && !WARMY_SETTINGS.has(name)) unknown.push(name);
  }
  if (unknown.length > 0)
    return { ok: false, line: `This file holds what cannot be imported: ${unknown.join(', ')}. Take it out.` };
  if (typeof body['provider'] === 'string') body['provider'] = PROVIDERS[body['provider']] ?? body['provider'];
  const whole = { ...body, ...given };
  if (!whole.refreshToken)
    return { ok: false, line: 'This file holds no refresh token. Without one the access would last for an hour only.' };
  return { ok: true, body: whole };
}

/** Matters of that program's plan and pace. */
const WARMY_SETTINGS = new Set(['tariff_plan_type_id', 'setting_attributes']);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
