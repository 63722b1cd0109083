import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { accountsStore, type AccountsStore } from '../../../server/accounts/accounts.store.ts';
import { type FreshTokenDeps, freshTokens } from '../../../server/accounts/freshToken.ts';
import type { MailProvider } from '../../../server/accounts/providers/mailProvider.ts';
import { saveAccount } from '../../../server/accounts/saveAccount.ts';
import type { TokenAnswer } from '../../../server/oauth/tokenAnswer.ts';
import { migrate } from '../../../server/storage/migrate.ts';
import { openSqlite } from '../../../server/storage/sqlite.ts';
import { createVault } from '../../../server/vault/vault.ts';

const HOUR = 3600_000;
const START = Date.UTC(2026, 10, 20);

interface Scene {
  now: number;
  answers: ((refreshToken: string) => Promise<TokenAnswer> | TokenAnswer)[];
  asked: string[];
  store: AccountsStore;
  deps: FreshTokenDeps;
  accountId: string;
}

let scene: Scene;

beforeEach(async () => {
  const db = openSqlite(':memory:');
  await migrate(db);
  await db
    .insertInto('users')
    .values({
      id: 'u',
      issuer: 'i',
      subject: 's',
      email: null,
      email_verified: 0,
      name: null,
      tenant: null,
      role: 'user',
      created_at: 0,
      last_seen_at: 0,
    })
    .execute();
  const store = accountsStore(db);
  const vault = createVault([randomBytes(32)]);
  const asked: string[] = [];
  const answers: Scene['answers'] = [];
  const provider = {
    refresh: async (refreshToken: string) => {
      asked.push(refreshToken);
      const answer = answers.shift();
      if (!answer) throw new Error('asked once more than expected');
      return answer(refreshToken);
    },
  } as unknown as MailProvider;
  const deps: FreshTokenDeps = { store, vault, clock: () => scene.now, providerOf: () => Promise.resolve(provider) };
  scene = { now: START, answers, asked, store, deps, accountId: '' };
  const identity = { tid: 't', oid: 'o', name: null, shownAddress: null };
  const account = await saveAccount({ store, vault, clock: () => scene.now, newId: () => 'a1' }, 'u', {
    app: 'microsoft',
    provider: 'microsoft',
    wire: 'graph',
    trouble: null,
    identity,
    address: 'anna@contoso.example',
    displayName: null,
    grant: granted('access-0', 'refresh-0'),
  });
  scene.accountId = account.id;
});

function granted(accessToken: string, refreshToken?: string): Extract<TokenAnswer, { ok: true }> {
  return {
    ok: true,
    accessToken,
    expiresAt: scene.now + HOUR,
    scopes: ['Mail.Send', 'User.Read'],
    ...(refreshToken !== undefined && { refreshToken }),
  };
}

function refused(mender: 'user' | 'admin' | 'operator' | 'later', code: string): TokenAnswer {
  return { ok: false, mender, failure: { error: 'x', code, help: `help for ${code}` } };
}

describe('a token', () => {
  test('that is good for a while is used as it is', async () => {
    expect(await freshTokens(scene.deps)(scene.accountId)).toMatchObject({
      ok: true,
      accessToken: 'access-0',
      address: 'anna@contoso.example',
    });
    expect(scene.asked).toEqual([]);
  });

  test('is refreshed five minutes before its end, and the new refresh token replaces the old', async () => {
    const fresh = freshTokens(scene.deps);
    scene.now += HOUR - 4 * 60_000;
    scene.answers.push(
      () => granted('access-1', 'refresh-1'),
      () => granted('access-2', 'refresh-2'),
    );
    expect(await fresh(scene.accountId)).toMatchObject({ ok: true, accessToken: 'access-1' });
    scene.now += HOUR;
    expect(await fresh(scene.accountId)).toMatchObject({ ok: true, accessToken: 'access-2' });
    expect(scene.asked).toEqual(['refresh-0', 'refresh-1']);
  });

  test('stays the old refresh token where the answer brings none', async () => {
    const fresh = freshTokens(scene.deps);
    scene.answers.push(
      () => granted('access-1'),
      () => granted('access-2'),
    );
    scene.now += HOUR;
    await fresh(scene.accountId);
    scene.now += HOUR;
    await fresh(scene.accountId);
    expect(scene.asked).toEqual(['refresh-0', 'refresh-0']);
  });

  test('is refreshed once, however many ask at the same time', async () => {
    scene.now += HOUR;
    scene.answers.push(() => granted('access-1', 'refresh-1'));
    const fresh = freshTokens(scene.deps);
    const all = await Promise.all(Array.from({ length: 50 }, () => fresh(scene.accountId)));
    expect(new Set(all.map((t) => t.ok && t.accessToken))).toEqual(new Set(['access-1']));
    expect(scene.asked).toHaveLength(1);
  });

  test('that the provider refused is refreshed at once, and only that one', async () => {
    const fresh = freshTokens(scene.deps);
    scene.answers.push(() => granted('access-1', 'refresh-1'));
    expect(await fresh(scene.accountId, 'access-0')).toMatchObject({ accessToken: 'access-1' });
    expect(await fresh(scene.accountId, 'access-0')).toMatchObject({ accessToken: 'access-1' });
    expect(scene.asked).toHaveLength(1);
  });

  test('that lives shorter than the margin is used for half of its life', async () => {
    const fresh = freshTokens(scene.deps);
    scene.now += HOUR;
    scene.answers.push(
      () => ({ ...granted('short-1'), expiresAt: scene.now + 6000 }),
      () => ({ ...granted('short-2'), expiresAt: scene.now + 6000 }),
    );
    await fresh(scene.accountId);
    scene.now += 2000;
    expect(await fresh(scene.accountId)).toMatchObject({ accessToken: 'short-1' });
    scene.now += 2000;
    expect(await fresh(scene.accountId)).toMatchObject({ accessToken: 'short-2' });
  });
});

describe('a refusal', () => {
  test.each([
    ['user', 'AADSTS700082', 'needs-reconnect', 'reconnect', 0],
    ['admin', 'AADSTS53003', 'needs-admin', 'reconnect', 0],
    ['operator', 'AADSTS7000222', 'operator-fault', 'operator', 0],
    ['later', 'AADSTS90033', 'connected', 'later', 1],
  ] as const)('that the %s can mend (%s) leaves the account %s', async (mender, code, state, kind, active) => {
    scene.now += HOUR;
    scene.answers.push(() => refused(mender, code));
    expect(await freshTokens(scene.deps)(scene.accountId)).toMatchObject({ ok: false, kind, code, reason: `help for ${code}` });
    expect(await scene.store.byId(scene.accountId)).toMatchObject({
      state,
      is_active: active,
      refresh_token: expect.stringMatching(/^v1\./),
    });
  });

  test('by the operator’s fault heals by itself once the secret is right', async () => {
    const fresh = freshTokens(scene.deps);
    scene.now += HOUR;
    scene.answers.push(
      () => refused('operator', 'AADSTS7000222'),
      () => granted('access-1', 'refresh-1'),
    );
    await fresh(scene.accountId);
    expect(await fresh(scene.accountId)).toMatchObject({ ok: true, accessToken: 'access-1' });
    expect(await scene.store.byId(scene.accountId)).toMatchObject({ state: 'connected', is_active: 1, state_reason: null });
  });

  test('of the grant is not asked about again', async () => {
    const fresh = freshTokens(scene.deps);
    scene.now += HOUR;
    scene.answers.push(() => refused('user', 'AADSTS700082'));
    await fresh(scene.accountId);
    expect(await fresh(scene.accountId)).toMatchObject({ ok: false, kind: 'reconnect' });
    expect(scene.asked).toHaveLength(1);
  });
});

test('a refresh that answers after the owner disconnected does not bring the tokens back', async () => {
  scene.now += HOUR;
  let answer: ((token: TokenAnswer) => void) | undefined;
  scene.answers.push(() => new Promise((resolve) => (answer = resolve)));
  const running = freshTokens(scene.deps)(scene.accountId);
  while (scene.asked.length === 0) await new Promise(setImmediate);
  await scene.store.update(scene.accountId, {
    access_token: null,
    refresh_token: null,
    state: 'disconnected',
    is_active: 0,
    token_version: 9,
  });
  answer?.(granted('access-1', 'refresh-1'));
  expect(await running).toMatchObject({ ok: false, kind: 'reconnect' });
  expect(await scene.store.byId(scene.accountId)).toMatchObject({
    access_token: null,
    refresh_token: null,
    state: 'disconnected',
  });
});

test('a refusal that answers after the person connected again says nothing about the new connection', async () => {
  scene.now += HOUR;
  let answer: ((token: TokenAnswer) => void) | undefined;
  scene.answers.push(() => new Promise((resolve) => (answer = resolve)));
  const running = freshTokens(scene.deps)(scene.accountId);
  while (scene.asked.length === 0) await new Promise(setImmediate);
  const identity = { tid: 't', oid: 'o', name: null, shownAddress: null };
  const save = { ...scene.deps, newId: () => 'never' };
  await saveAccount(save, 'u', {
    app: 'microsoft',
    provider: 'microsoft',
    wire: 'graph',
    trouble: null,
    identity,
    address: 'anna@contoso.example',
    displayName: null,
    grant: granted('again', 'refresh-again'),
  });
  answer?.(refused('user', 'AADSTS700082'));
  expect(await running).toMatchObject({ ok: true, accessToken: 'again' });
  expect(await scene.store.byId(scene.accountId)).toMatchObject({ state: 'connected', is_active: 1 });
});
