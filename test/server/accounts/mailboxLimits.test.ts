import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Pace } from '../../../shared/api/pace.ts';
import { accountUse } from '../../../server/accounts/accountUseCases.ts';
import { freshTokens } from '../../../server/accounts/freshToken.ts';
import { mailboxLimits } from '../../../server/accounts/mailboxLimits.ts';
import { tenantsStore } from '../../../server/accounts/tenants.store.ts';
import { PERSONAL_TENANT } from '../../../server/oauth/personalTenant.ts';
import { STANDARD_RETRY } from '../../../shared/api/pace.ts';
import { accountScene, type AccountScene, ANNA, DAY } from '../../support/accountScene.ts';

const MAILBOX = `microsoft:t:${ANNA.oid}`;
let scene: AccountScene;
let id: string;

beforeEach(async () => {
  scene = await accountScene();
  id = await scene.connect();
});
afterEach(() => scene.db.destroy());

const limits = (mailbox = MAILBOX) => mailboxLimits(scene.deps, mailbox);
const choose = (accountId: string, pace: Pace) => scene.store.update(accountId, { pace: JSON.stringify(pace) });

/** The same mailbox, connected by somebody else of this server. */
const others = (): Promise<string> => scene.connect({}, 'v');

describe('a mailbox', () => {
  test('that nobody chose anything for is normal', async () => {
    expect(await limits()).toEqual({ perMinute: 28, perDay: 5000, tenant: { tid: 't', perDay: null, domains: null } });
    expect(await limits('microsoft:t:nobody')).toMatchObject({ perMinute: 28, perDay: 5000 });
  });

  test('that several people connected goes by the strictest of those who still do', async () => {
    const other = await others();
    await choose(id, { mode: 'fast' });
    expect(await limits()).toMatchObject({ perMinute: 28, perDay: 5000 });
    await choose(other, { mode: 'own', perMinute: 29, perDay: 40 });
    expect(await limits()).toMatchObject({ perMinute: 29, perDay: 40 });
    await scene.store.forget(other, { state: 'disconnected', is_active: 0 });
    expect(await limits()).toMatchObject({ perMinute: 30, perDay: 10_000 });
  });

  test('that is careful grows from the day it was first connected here, whoever did', async () => {
    scene.now += 3 * DAY;
    const other = await others();
    await scene.store.forget(id, { state: 'disconnected', is_active: 0 });
    await choose(other, { mode: 'careful' });
    const grows = [{ at: scene.now + DAY, perDay: 500 }];
    expect(await limits()).toMatchObject({ perMinute: 10, perDay: 400, grows });
    await scene.db.updateTable('email_providers').set({ created_at: scene.now }).execute();
    const days = [1, 2, 3, 4].map((day) => scene.now + day * DAY);
    expect(await limits()).toMatchObject({
      perDay: 50,
      grows: [100, 200, 400, 500].map((perDay, i) => ({ at: days[i], perDay })),
    });
  });

  test('of a person has no organisation', async () => {
    expect(await limits(`microsoft:${PERSONAL_TENANT}:sam`)).toEqual({ perMinute: 10, perDay: 100, tenant: null });
    expect(await limits('google:google:anna')).toEqual({ perMinute: 20, perDay: 400, tenant: null });
  });

  test('of an organisation with licences has its budget', async () => {
    await tenantsStore(scene.db).save('t', { licences: 100, domains: '["contoso.example"]' }, scene.now);
    expect((await limits()).tenant).toEqual({ tid: 't', perDay: 22_059, domains: ['contoso.example'] });
  });
});

test('retries are those of the account, or the server’s', async () => {
  const use = accountUse(scene.deps, freshTokens(scene.deps));
  expect(await use.retryOf(id)).toEqual(STANDARD_RETRY);
  expect(await use.retryOf('gone')).toEqual(STANDARD_RETRY);
  const none = { ...STANDARD_RETRY, mode: 'none' as const };
  await scene.store.update(id, { retry: JSON.stringify(none) });
  expect(await use.retryOf(id)).toEqual(none);
});
