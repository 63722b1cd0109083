/** A link with which somebody else connects their mailbox to this user's account: good once, for a while, until taken back. */
import { randomBytes } from 'node:crypto';
import type { Feature } from '../../shared/api/accounts.ts';
import { AppError } from '../http/appError.ts';
import type { ConnectDeps } from './connectDeps.ts';
import type { LinkRow } from './links.store.ts';
import { hashOf } from './secretText.ts';

export interface LinkAsk {
  /** Key of the only app it offers; not given: whatever this server offers when it is opened. */
  providerKey?: string;
  note?: string;
  expiresInHours?: number;
  features?: readonly Feature[];
}

/** Three days: long enough for a mail to be read after a weekend. */
const STANDARD_HOURS = 72;

/** @throws AppError APP_NOT_FOUND */
export async function createLink(deps: ConnectDeps, userId: string, ask: LinkAsk): Promise<{ link: LinkRow; url: string }> {
  const { providerKey, note = '', expiresInHours = STANDARD_HOURS, features = [] } = ask;
  if (providerKey !== undefined && !(await deps.choices()).includes(providerKey)) {
    throw new AppError('APP_NOT_FOUND', 'Others cannot connect a mailbox of this kind here. Look at the list of choices.');
  }
  // 256 bits. Letters and digits only: mail programs cut other characters off the end of an address.
  const secret = randomBytes(32).toString('hex');
  const [id, now] = [deps.newId(), deps.clock()];
  const link: LinkRow = {
    id,
    user_id: userId,
    app_key: providerKey ?? null,
    features: JSON.stringify(features),
    note: note.trim() || null,
    secret_hash: hashOf(secret),
    account_id: null,
    email: null,
    created_at: now,
    expires_at: now + expiresInHours * 3600_000,
    used_at: null,
    revoked_at: null,
  };
  await deps.links.insert(link);
  // In the query, like every secret of an address here: our log and our error answers write the path only, proxies often do
  // too, and pages send no referrer.
  return { link, url: `${deps.serverUrl}/link/${id}?t=${secret}` };
}
