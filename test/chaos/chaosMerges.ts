/** Somebody with several mailboxes who starts merges, as a host application would over HTTP. */
import { SignJWT } from 'jose';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import type { Campaign } from '../../shared/api/campaigns.ts';
import { type Answer, api } from '../support/aServer.ts';
import { atSandbox, connected } from '../support/connectedOverHttp.ts';
import { FEATURES_OF, type Owner } from './farSide.ts';

type Server = { url: string };

export interface Merge extends Owner {
  accountId: string;
  campaignId: string;
  recipients: string[];
}

/** A session of a host application, which needs no sign-in at Microsoft and outlives every run. */
export function hostToken(secret: string): Promise<string> {
  return new SignJWT({ email: 'merges@chaos.example', name: 'Chaos' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('chaos')
    .setExpirationTime('12h')
    .sign(new TextEncoder().encode(secret));
}

/** As fast as it goes: here the pace is not what is tested. */
export async function connectOwner(server: Server, token: string, owner: Owner): Promise<EmailAccount> {
  const features = FEATURES_OF[owner.proof].join(',');
  const account = await connected(server, token, atSandbox(owner.address), {
    query: { loginHint: owner.address, ...(features !== '' && { features }) },
  });
  const { status, body } = await api(server, 'PATCH', `/api/email/auth/providers/${account.id}`, {
    token,
    body: { pace: { mode: 'own', perMinute: 100_000, perDay: null } },
  });
  if (status !== 200) throw new Error(`The pace of ${owner.address} could not be set: ${JSON.stringify(body)}`);
  return account;
}

/** Recipients are unique over all merges, and their domain tells the mailbox. */
export async function makeMerge(
  server: Server,
  token: string,
  owner: Owner & { accountId: string },
  recipients: string[],
): Promise<Merge> {
  const rows = recipients.map((Email, index) => ({ Email, Name: `Reader ${index + 1}` }));
  const made = await api<Campaign>(server, 'POST', '/api/campaigns', {
    token,
    body: {
      providerId: owner.accountId,
      subject: 'News for {{Name}}',
      letter: { html: '<p>Dear {{Name}},</p><p>this is your news.</p>' },
      list: { rows },
    },
  });
  if (made.status !== 201) throw new Error(`A merge could not be made: ${JSON.stringify(made.body)}`);
  return { ...owner, campaignId: made.body.id, recipients };
}

export async function startMerge(server: Server, token: string, { campaignId }: Merge): Promise<void> {
  const { status, body } = await api<Campaign>(server, 'POST', `/api/campaigns/${campaignId}/start`, { token, body: {} });
  if (status !== 200) throw new Error(`A merge could not be started: ${JSON.stringify(body)}`);
}

/** What a person does who finds a merge paused: reads why, and goes on. Answers the reasons. */
export async function resumePaused(server: Server, token: string, merges: readonly Merge[]): Promise<string[]> {
  const reasons: string[] = [];
  for (const { campaignId } of merges) {
    const seen = await asked<Campaign>(server, token, 'GET', `/api/campaigns/${campaignId}`);
    if (seen?.body.status !== 'paused') continue;
    reasons.push(seen.body.pauseReason ?? 'no reason');
    await asked(server, token, 'POST', `/api/campaigns/${campaignId}/resume`);
  }
  return reasons;
}

/** Undefined where the server cannot answer right now. */
async function asked<T>(server: Server, token: string, method: string, path: string): Promise<Answer<T> | undefined> {
  try {
    return await api<T>(server, method, path, { token });
  } catch {
    return undefined;
  }
}
