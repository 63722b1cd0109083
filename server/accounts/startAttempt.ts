/** The first step of a trip: state, PKCE verifier and nonce are made and kept here; the browser gets an address to open. */
import { randomBytes } from 'node:crypto';
import { FEATURES, type Feature } from '../../shared/api/accounts.ts';
import { AppError } from '../http/appError.ts';
import { parseAddress } from '../mail/address.ts';
import { challengeOf, newVerifier } from '../oauth/pkce.ts';
import type { AttemptRow } from './attempts.store.ts';
import { ATTEMPT_MS, attemptPlace, type ConnectDeps, callbackUrl } from './connectDeps.ts';
import { asksAddress } from './providers/asksAddress.ts';
import type { MailProvider } from './providers/mailProvider.ts';
import { hashOf, newSecret } from './secretText.ts';

export interface AttemptAsk {
  provider: MailProvider;
  purpose: AttemptRow['purpose'];
  userId: string | null;
  prompt: string | null;
  loginHint: string | null;
  features: readonly Feature[];
  reconnectId: string | null;
  /** The hosted link it comes through. */
  linkId?: string;
}

export interface StartedAttempt {
  connectId: string;
  authUrl: string;
  startUrl: string;
  expiresAt: string;
  /** Only for sign-in: what the pane must show together with the one-time code. */
  verifier: string;
}

/** @throws AppError ADDRESS_NEEDED, INVALID_REQUEST; and what the provider's sign-in page cannot be made for. */
export async function startAttempt(deps: ConnectDeps, ask: AttemptAsk): Promise<StartedAttempt> {
  // Entra answers this combination with an error page of its own that never comes back (entra authorize request).
  if (ask.prompt === 'select_account' && ask.loginHint !== null) {
    throw new AppError('INVALID_REQUEST', 'loginHint and prompt=select_account exclude each other: give one of them.');
  }
  const hint = await hintOf(deps, ask);
  needAddress(ask.provider, hint);
  const id = deps.newId();
  const [ticket, verifier] = [newSecret(), newSecret()];
  const { flow, fields } = await newFlow(deps, id);
  const now = deps.clock();
  const row: AttemptRow = {
    ...EMPTY,
    ...fields,
    id,
    user_id: ask.userId,
    provider: ask.provider.key,
    purpose: ask.purpose,
    ticket_hash: hashOf(ticket),
    scopes: ask.provider.scopesFor([...ask.provider.app.features, ...ask.features]).join(' '),
    prompt: promptOf(ask),
    login_hint: hint,
    reconnect_id: ask.reconnectId,
    link_id: ask.linkId ?? null,
    verifier_hash: ask.userId === null ? hashOf(verifier) : null,
    created_at: now,
    expires_at: now + ATTEMPT_MS,
  };
  await deps.attempts.insert(row);
  return {
    connectId: id,
    authUrl: await authUrlOf(deps, ask.provider, row, flow),
    startUrl: `${deps.serverUrl}/connect/${id}?t=${ticket}`,
    expiresAt: new Date(row.expires_at).toISOString(),
    verifier,
  };
}

/** A mailbox that is connected again needs a lasting permission anew, and some providers give it only when asked expressly. */
function promptOf({ prompt, reconnectId, provider }: AttemptAsk): string | null {
  return prompt ?? (reconnectId !== null && provider.consentForRefresh ? 'consent' : null);
}

/** Whose mailbox is to be connected again is known; a provider that does not say whose it is needs the address once more. */
async function hintOf(deps: Pick<ConnectDeps, 'store'>, { prompt, loginHint, reconnectId }: AttemptAsk): Promise<string | null> {
  if (loginHint !== null || reconnectId === null || prompt === 'select_account') return loginHint;
  return (await deps.store.byId(reconnectId))?.email_address ?? null;
}

/** Before the trip: afterwards the person would have signed in for nothing. */
function needAddress({ app, name }: MailProvider, hint: string | null): void {
  if (!asksAddress(app) || (hint !== null && parseAddress(hint))) return;
  const sentence =
    hint === null
      ? `${name} does not say which mailbox this is. Give its address.`
      : `“${hint}” is no complete e-mail address. Give the address of the mailbox, such as anna@example.com.`;
  throw new AppError('ADDRESS_NEEDED', sentence);
}

/** What the callback needs again; kept sealed in the attempt. */
export interface Flow {
  state: string;
  codeVerifier: string;
}

/** One trip to the provider: what is kept of it, and what of that is written into the attempt. */
export async function newFlow(
  deps: Pick<ConnectDeps, 'vault'>,
  attemptId: string,
): Promise<{ flow: Flow; fields: Pick<AttemptRow, 'state_hash' | 'nonce'> & { flow: string } }> {
  const flow: Flow = { state: newSecret(), codeVerifier: newVerifier(randomBytes) };
  const sealed = await deps.vault.seal(JSON.stringify(flow), attemptPlace(attemptId, 'flow'));
  return { flow, fields: { state_hash: hashOf(flow.state), nonce: newSecret(), flow: sealed } };
}

export async function openFlow(deps: Pick<ConnectDeps, 'vault'>, row: AttemptRow): Promise<Flow | undefined> {
  return row.flow === null ? undefined : (JSON.parse(await deps.vault.open(row.flow, attemptPlace(row.id, 'flow'))) as Flow);
}

export function authUrlOf(deps: ConnectDeps, provider: MailProvider, row: AttemptRow, flow: Flow): Promise<string> {
  return provider.authorizeUrl({
    state: flow.state,
    nonce: row.nonce,
    challenge: challengeOf(flow.codeVerifier),
    redirectUri: callbackUrl(deps, provider.key),
    scopes: row.scopes.split(' '),
    prompt: row.prompt,
    loginHint: row.login_hint,
  });
}

/** Reads `features=sharedMailbox,followUp`. */
export function featuresOf(text: string | undefined): Feature[] {
  const named = (text ?? '').split(',').filter((word) => word !== '');
  return named.map((word) => {
    const feature = FEATURES.find((f) => f === word);
    if (!feature) throw new AppError('INVALID_REQUEST', `features holds "${word}": known are ${FEATURES.join(', ')}.`);
    return feature;
  });
}

const EMPTY = {
  status: 'pending',
  host: 'browser',
  language: null,
  code_hash: null,
  waiting: null,
  confirm_secret_hash: null,
  confirm_cookie_hash: null,
  handoff_hash: null,
  handoff: null,
  handoff_tries: 0,
  account_id: null,
  email: null,
  error: null,
} as const;
