import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { FreshToken } from '../../../server/accounts/accountUse.ts';
import { type LearnDomains, learnDomains } from '../../../server/accounts/learnDomains.ts';
import { mailboxLimits } from '../../../server/accounts/mailboxLimits.ts';
import { type TenantsStore, tenantsStore } from '../../../server/accounts/tenants.store.ts';
import { PERSONAL_TENANT } from '../../../server/oauth/personalTenant.ts';
import { accountScene, type AccountScene, ANNA, DAY, GRAPH, HOUR, SMTP } from '../../support/accountScene.ts';

let scene: AccountScene;
let tenants: TenantsStore;
let domains: LearnDomains;
let answers: (string[] | null | Error)[];
let asked: string[];
let surprises: unknown[];
let id: string;
const access: FreshToken = { ok: true, accessToken: 'access', address: 'a@b.example', wire: GRAPH, fromName: null };

beforeEach(async () => {
  scene = await accountScene();
  tenants = tenantsStore(scene.db);
  [answers, asked, surprises] = [[], [], []];
  domains = learnDomains({
    ...scene.deps,
    tenants,
    surprise: (error) => void surprises.push(error),
    verifiedDomains: (graphUrl, accessToken) => {
      asked.push(`${graphUrl} ${accessToken}`);
      const answer = answers.shift();
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? null);
    },
  });
  id = await scene.connect();
});
afterEach(() => scene.db.destroy());

async function use(accountId = id, how: FreshToken = access): Promise<void> {
  domains.seen(accountId, how);
  await domains.settled();
}
const known = async () => (await mailboxLimits({ ...scene.deps, tenants }, `microsoft:t:${ANNA.oid}`)).tenant?.domains;

test('domains are read once a day, when a mailbox of the organisation is used', async () => {
  expect(await known()).toBeNull();
  answers.push(['Contoso.example', 'contoso.onmicrosoft.example'], ['new.example']);
  await use();
  expect(await known()).toEqual(['contoso.example', 'contoso.onmicrosoft.example']);
  scene.now += DAY - HOUR;
  await use();
  expect(asked).toEqual(['https://graph.example access']);
  scene.now += HOUR;
  await use();
  expect(await known()).toEqual(['new.example']);
});

test.each<[string, null | Error]>([
  ['Graph does not say', null],
  ['something breaks', new Error('broken')],
])('where %s they stay what they were, nobody is told, and an hour later it is tried again', async (_what, failure) => {
  answers.push(failure, ['contoso.example'], failure);
  await use();
  expect(await known()).toBeNull();
  scene.now += HOUR - 1;
  await use();
  expect(asked).toHaveLength(1);
  scene.now += 1;
  await use();
  expect(await known()).toEqual(['contoso.example']);
  scene.now += DAY;
  await use();
  expect(asked).toHaveLength(3);
  expect(await known()).toEqual(['contoso.example']);
  expect(surprises).toHaveLength(failure === null ? 0 : 2);
});

test('what an administrator entered stays', async () => {
  await tenants.save('t', { licences: 10 }, scene.now);
  answers.push(['contoso.example']);
  await use();
  expect(await tenants.byId('t')).toMatchObject({ licences: 10, domains: '["contoso.example"]' });
});

test('two mailboxes of an organisation ask once', async () => {
  const other = await scene.connect({ identity: { ...ANNA, oid: 'ben' } });
  answers.push(['contoso.example']);
  await use();
  await use(other);
  expect(asked).toHaveLength(1);
});

test('nobody asks for a personal mailbox, over SMTP or without access', async () => {
  const personal = await scene.connect({ identity: { ...ANNA, tid: PERSONAL_TENANT } });
  await use(personal);
  await use(id, { ...access, wire: SMTP });
  await use(id, { ok: false, kind: 'later', code: 'x', reason: 'x' });
  await use('nobody');
  expect(asked).toEqual([]);
});
