/** Who is there before anything happens: two people with one mailbox, each connected on their own, and a campaign that is about to start. */
import { saveAccount } from '../../server/accounts/saveAccount.ts';
import { createCampaign } from '../../server/campaigns/createCampaign.ts';
import { startCampaign } from '../../server/campaigns/startCampaign.ts';
import type { Grant } from '../../server/accounts/providers/mailProvider.ts';
import { OPEN_VAULT, type SimulatedServer } from './simulatedServer.ts';
import { APP_KEY } from './simulatedTokens.ts';
import type { World } from './world.ts';

export const ADDRESS = 'shared@contoso.example';
const IDENTITY = { tid: 't', oid: 'shared', name: 'Shared', shownAddress: ADDRESS };
const USERS = ['anna', 'ben'];

/** Through a server on which nothing fails yet. */
export async function populate(world: World, server: SimulatedServer): Promise<void> {
  for (const id of USERS) {
    const about = { email: null, email_verified: 0, name: null, tenant: null, role: 'user' as const };
    await server.db
      .insertInto('users')
      .values({ id, issuer: 'i', subject: id, ...about, created_at: 0, last_seen_at: 0 })
      .execute();
  }
  await connect(world, server, 'anna', 'account-1');
  await connect(world, server, 'ben', 'account-2');
  const rows = Array.from({ length: world.plan.recipients }, (_, i) => ({ Email: `p${i + 1}@example.com`, Name: `P${i + 1}` }));
  const letter = { subject: 'Hello {{Name}}', letter: { html: '<p>Dear {{Name}}</p>' }, list: { rows } };
  const { id } = await createCampaign(server.campaigns, 'anna', { name: 'First', providerId: 'account-1', ...letter });
  await startCampaign(server.campaigns, 'anna', id);
}

/** A mailbox that must be connected again is, by its owner. */
export async function reconnect(world: World, server: SimulatedServer, accountId: string): Promise<void> {
  await connect(world, server, accountId === 'account-1' ? 'anna' : 'ben', accountId);
}

async function connect(world: World, { store }: SimulatedServer, userId: string, accountId: string): Promise<void> {
  const { provider, desk, time, plan } = world;
  const refreshToken = desk.consent(accountId);
  const accessToken = provider.grant(accountId, plan.tokenLifeMs);
  const grant: Grant = { ok: true, accessToken, refreshToken, expiresAt: time.wall() + plan.tokenLifeMs, scopes: ['Mail.Send'] };
  const mailbox = { app: APP_KEY, provider: 'microsoft', wire: 'graph' as const, trouble: null, identity: IDENTITY };
  const granted = { ...mailbox, address: ADDRESS, displayName: null, grant };
  await saveAccount({ store, vault: OPEN_VAULT, clock: time.wall, newId: () => accountId }, userId, granted);
}
