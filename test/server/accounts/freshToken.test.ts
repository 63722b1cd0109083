import { beforeEach, describe, expect, test } from '@jest/globals';
import { accountUse } from '../../../server/accounts/accountUseCases.ts';
import { freshTokens } from '../../../server/accounts/freshToken.ts';
import type { TokenAnswer } from '../../../server/oauth/tokenAnswer.ts';
import { type AccountScene, accountScene, granted as grantedAt, HOUR, refused, SMTP, until } from '../../support/accountScene.ts';

let scene: AccountScene & { accountId: string };

beforeEach(async () => {
  const made = await accountScene();
  scene = Object.assign(made, { accountId: await made.connect() });
});

const granted = (accessToken: string, refreshToken?: string) => grantedAt(scene, accessToken, refreshToken);

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
    expect(await fresh(scene.accountId, { refused: 'access-0' })).toMatchObject({ accessToken: 'access-1' });
    expect(await fresh(scene.accountId, { refused: 'access-0' })).toMatchObject({ accessToken: 'access-1' });
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
    ['admin', 'AADSTS53003', 'needs-admin', 'admin', 0],
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
    expect(await scene.store.byId(scene.accountId)).toMatchObject({
      state: 'connected',
      is_active: 1,
      state_reason: null,
      state_next: null,
    });
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
  await until(() => scene.asked.length > 0);
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
  await until(() => scene.asked.length > 0);
  await scene.connect({ grant: granted('again', 'refresh-again') });
  answer?.(refused('user', 'AADSTS700082'));
  expect(await running).toMatchObject({ ok: true, accessToken: 'again' });
  expect(await scene.store.byId(scene.accountId)).toMatchObject({ state: 'connected', is_active: 1 });
});

describe('a provider that takes each refresh token once', () => {
  beforeEach(() => {
    scene.app = { ...scene.app, rotation: 'strict' };
    scene.now += HOUR;
  });

  test('marks the refresh that is under way, and clears the mark with its end', async () => {
    let marked: number | null = null;
    scene.answers.push(async () => {
      marked = (await scene.row(scene.accountId)).refresh_started_at;
      return granted('access-1', 'refresh-1');
    });
    expect(await freshTokens(scene.deps)(scene.accountId)).toMatchObject({ accessToken: 'access-1' });
    expect(marked).toBe(scene.now);
    expect(await scene.row(scene.accountId)).toMatchObject({ refresh_started_at: null, refreshed_at: scene.now });
  });

  test('whose answer got lost ends the connection and says why', async () => {
    scene.answers.push(() => refused('later', 'no_answer', { lost: true }));
    const fresh = freshTokens(scene.deps);
    expect(await fresh(scene.accountId)).toMatchObject({ ok: false, kind: 'reconnect' });
    const row = await scene.row(scene.accountId);
    expect(row).toMatchObject({ state: 'needs-reconnect', state_next: 'Connect this mailbox again.' });
    expect(row.state_reason).toMatch(/takes each key to a mailbox only once .* got lost/);
    expect(await fresh(scene.accountId)).toMatchObject({ ok: false, kind: 'reconnect' });
    expect(scene.asked).toHaveLength(1);
  });

  test('that is busy is asked again with the same one', async () => {
    scene.answers.push(
      () => refused('later', 'temporarily_unavailable'),
      () => granted('access-1', 'refresh-1'),
    );
    const fresh = freshTokens(scene.deps);
    expect(await fresh(scene.accountId)).toMatchObject({ ok: false, kind: 'later' });
    expect(await scene.row(scene.accountId)).toMatchObject({ state: 'connected', refresh_started_at: null });
    expect(await fresh(scene.accountId)).toMatchObject({ accessToken: 'access-1' });
  });

  test('is asked once after a crash, and where it refuses the reason names the crash', async () => {
    await scene.store.update(scene.accountId, { refresh_started_at: scene.now - HOUR });
    scene.answers.push(() => refused('user', 'invalid_grant'));
    expect(await freshTokens(scene.deps)(scene.accountId)).toMatchObject({ ok: false, kind: 'reconnect' });
    expect((await scene.row(scene.accountId)).state_reason).toMatch(/The server stopped just when/);
  });

  test('may have answered nothing at all before the crash: then all is well', async () => {
    await scene.store.update(scene.accountId, { refresh_started_at: scene.now - HOUR });
    scene.answers.push(() => granted('access-1', 'refresh-1'));
    expect(await freshTokens(scene.deps)(scene.accountId)).toMatchObject({ accessToken: 'access-1' });
    expect(await scene.row(scene.accountId)).toMatchObject({ state: 'connected', refresh_started_at: null });
  });

  test('is not asked by two processes at once; what a crash left is taken over after a while', async () => {
    const [one, other] = [freshTokens(scene.deps), freshTokens(scene.deps)];
    let answer = (): void => undefined;
    scene.answers.push(() => new Promise((resolve) => (answer = () => resolve(granted('access-1', 'refresh-1')))));
    const first = one(scene.accountId);
    await until(() => scene.asked.length > 0);
    expect(await other(scene.accountId)).toMatchObject({ ok: false, kind: 'later', code: 'BEING_RENEWED' });
    answer();
    expect(await first).toMatchObject({ accessToken: 'access-1' });
    expect(await other(scene.accountId)).toMatchObject({ accessToken: 'access-1' });
    expect(scene.asked).toEqual(['refresh-0']);
    scene.now += HOUR;
    await scene.store.update(scene.accountId, { refresh_started_at: scene.now - 71_000 });
    scene.answers.push(() => granted('access-2', 'refresh-2'));
    expect(await other(scene.accountId)).toMatchObject({ accessToken: 'access-2' });
  });

  test('keeps the mark of the crash while it is busy', async () => {
    await scene.store.update(scene.accountId, { refresh_started_at: scene.now - HOUR });
    scene.answers.push(() => refused('later', 'temporarily_unavailable'));
    await freshTokens(scene.deps)(scene.accountId);
    expect(await scene.row(scene.accountId)).toMatchObject({ state: 'connected', refresh_started_at: scene.now - HOUR });
  });

  test('is tried once more where a person insists, and the reason stays the lost answer', async () => {
    scene.answers.push(
      () => refused('later', 'no_answer', { lost: true }),
      () => refused('user', 'invalid_grant'),
    );
    const fresh = freshTokens(scene.deps);
    await fresh(scene.accountId);
    await fresh(scene.accountId, { insist: true });
    expect(scene.asked).toEqual(['refresh-0', 'refresh-0']);
    expect((await scene.row(scene.accountId)).state_reason).toMatch(/takes each key to a mailbox only once/);
  });
});

test('an answer lost where the old refresh token stays good is a matter of waiting', async () => {
  scene.now += HOUR;
  scene.answers.push(() => refused('later', 'no_answer', { lost: true, waitMs: 5000 }));
  expect(await freshTokens(scene.deps)(scene.accountId)).toEqual({
    ok: false,
    kind: 'later',
    code: 'no_answer',
    reason: 'help for no_answer',
    waitMs: 5000,
  });
  expect(await scene.row(scene.accountId)).toMatchObject({ state: 'connected', refresh_started_at: null });
});

describe('a mailbox that sends over SMTP', () => {
  beforeEach(async () => {
    scene.wire = SMTP;
    await scene.connect({ grant: granted('smtp-access-0', 'refresh-0') });
  });

  const stored = async (): Promise<string> => JSON.stringify(await scene.row(scene.accountId));

  test('has its access token in memory only', async () => {
    const fresh = freshTokens(scene.deps);
    expect(await fresh(scene.accountId)).toMatchObject({ ok: true, accessToken: 'smtp-access-0', wire: SMTP });
    scene.now += HOUR;
    scene.answers.push(() => granted('smtp-access-1', 'refresh-1'));
    expect(await fresh(scene.accountId)).toMatchObject({ accessToken: 'smtp-access-1' });
    expect(await fresh(scene.accountId)).toMatchObject({ accessToken: 'smtp-access-1' });
    expect(scene.asked).toEqual(['refresh-0']);
    expect(await scene.row(scene.accountId)).toMatchObject({ access_token: null, token_expires_at: null });
    expect(await stored()).not.toContain('smtp-access');
  });

  test('that the provider refused is refreshed', async () => {
    scene.answers.push(() => granted('smtp-access-1', 'refresh-1'));
    expect(await freshTokens(scene.deps)(scene.accountId, { refused: 'smtp-access-0' })).toMatchObject({
      accessToken: 'smtp-access-1',
    });
  });

  test('forgets it when the owner disconnects, and when it is connected again', async () => {
    const fresh = freshTokens(scene.deps);
    await scene.connect({ grant: granted('smtp-access-new', 'refresh-new') });
    expect(await fresh(scene.accountId)).toMatchObject({ accessToken: 'smtp-access-new' });
    const { token_version: version } = await scene.row(scene.accountId);
    await scene.store.forget(scene.accountId, { state: 'disconnected', is_active: 0 });
    expect(scene.store.inMemory.of(scene.accountId, version)).toBeUndefined();
    expect(await fresh(scene.accountId)).toMatchObject({ ok: false, kind: 'reconnect' });
  });

  test('whose tokens another process renewed does not use its own any more', async () => {
    const { token_version: version } = await scene.row(scene.accountId);
    await scene.store.replaceTokens(scene.accountId, version, {
      refresh_token: await scene.vault.seal('refresh-9', `email_providers/${scene.accountId}/refresh_token`),
    });
    scene.answers.push(() => granted('smtp-access-1', 'refresh-1'));
    expect(await freshTokens(scene.deps)(scene.accountId)).toMatchObject({ accessToken: 'smtp-access-1' });
    expect(scene.asked).toEqual(['refresh-9']);
  });

  test('asks for another access token when its app is changed to another wire', async () => {
    scene.wire = { kind: 'graph', graphUrl: 'https://graph.example' };
    scene.answers.push(() => granted('graph-access', 'refresh-1'));
    expect(await freshTokens(scene.deps)(scene.accountId)).toMatchObject({ accessToken: 'graph-access', wire: scene.wire });
    expect(await scene.row(scene.accountId)).toMatchObject({ wire: 'graph' });
  });
});

describe('trouble that is mended elsewhere', () => {
  test.each(['needs-admin', 'operator-fault'] as const)('is asked about at the next use: %s', async (state) => {
    await scene.store.update(scene.accountId, { state, state_reason: 'r', state_next: 'n', is_active: 0 });
    scene.answers.push(() => granted('access-1', 'refresh-1'));
    expect(await freshTokens(scene.deps)(scene.accountId)).toMatchObject({ accessToken: 'access-1' });
    expect(await scene.row(scene.accountId)).toMatchObject({ state: 'connected', is_active: 1, state_reason: null });
  });

  test('at a mail server that keeps it out a new token proves nothing, mail that went out does', async () => {
    const kept = { state: 'needs-admin', state_reason: 'SMTP is off.', state_next: 'Ask.', is_active: 0, wire: 'smtp' } as const;
    await scene.store.update(scene.accountId, kept);
    scene.wire = {
      kind: 'smtp',
      smtp: { host: 'smtp.example', port: 587, security: 'starttls', auth: 'xoauth2' },
      imap: null,
    };
    scene.answers.push(() => granted('access-1', 'refresh-1'));
    const fresh = freshTokens(scene.deps);
    expect(await fresh(scene.accountId)).toMatchObject({ accessToken: 'access-1' });
    expect(await scene.row(scene.accountId)).toMatchObject(kept);
    await accountUse(scene.deps, fresh).used(scene.accountId);
    expect(await scene.row(scene.accountId)).toMatchObject({
      state: 'connected',
      is_active: 1,
      state_reason: null,
      state_next: null,
    });
  });

  test.each(['throttled', 'disconnected', 'needs-reconnect'] as const)('mail that went out leaves %s as it is', async (state) => {
    await scene.store.update(scene.accountId, { state, state_reason: 'why' });
    await accountUse(scene.deps, freshTokens(scene.deps)).used(scene.accountId);
    expect(await scene.row(scene.accountId)).toMatchObject({ state, state_reason: 'why', last_used_at: scene.now });
  });

  test('an app that is gone is the operator’s fault, and the tokens stay', async () => {
    scene.deps.providerOf = () => Promise.resolve(undefined);
    expect(await freshTokens(scene.deps)(scene.accountId)).toMatchObject({ ok: false, kind: 'operator' });
    expect(await scene.row(scene.accountId)).toMatchObject({
      state: 'operator-fault',
      state_next: expect.stringContaining('person who runs this Mergepost server'),
      refresh_token: expect.stringMatching(/^v1\./),
    });
  });

  test('where a mailbox must be connected again, only a person’s own wish tries once more', async () => {
    await scene.store.update(scene.accountId, { state: 'needs-reconnect', is_active: 0 });
    const fresh = freshTokens(scene.deps);
    expect(await fresh(scene.accountId, { renew: true })).toMatchObject({ ok: false, kind: 'reconnect' });
    scene.answers.push(() => granted('access-1', 'refresh-1'));
    expect(await fresh(scene.accountId, { insist: true })).toMatchObject({ accessToken: 'access-1' });
    expect(await scene.row(scene.accountId)).toMatchObject({ state: 'connected' });
  });
});

test('a renewal is made although the access token at hand is good', async () => {
  scene.now += 1000;
  scene.answers.push(() => granted('access-1', 'refresh-1'));
  expect(await freshTokens(scene.deps)(scene.accountId, { renew: true })).toMatchObject({ accessToken: 'access-1' });
  expect(await scene.row(scene.accountId)).toMatchObject({ refreshed_at: scene.now });
});
