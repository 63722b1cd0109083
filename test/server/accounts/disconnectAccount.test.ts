import { beforeEach, describe, expect, test } from '@jest/globals';
import { type DisconnectDeps, forgetMailbox } from '../../../server/accounts/disconnectAccount.ts';
import { ownedBy } from '../../../server/http/ownedBy.ts';
import { type AccountScene, accountScene, SMTP } from '../../support/accountScene.ts';

let scene: AccountScene;
let deps: DisconnectDeps;
let stopped: string[];
let dropped: string[];
let surprises: unknown[];
let timeOut: () => void;

beforeEach(async () => {
  scene = await accountScene();
  [stopped, dropped, surprises] = [[], [], []];
  deps = {
    ...scene.deps,
    stopMailboxWork: (_id, reason) => Promise.resolve(void stopped.push(reason)),
    dropUnusedApp: (key) => Promise.resolve(void dropped.push(key)),
    after: (_ms, run) => {
      timeOut = run;
      return () => undefined;
    },
    surprise: (error) => surprises.push(error),
  };
});

async function disconnect(id: string, userId = 'u'): Promise<string> {
  return forgetMailbox(deps, ownedBy(userId, await scene.row(id), 'ACCOUNT_NOT_FOUND', ''));
}

describe('disconnecting', () => {
  test.each([
    ['revoked', 'Email account disconnected successfully. Microsoft has withdrawn Mergepost’s permission as well.'],
    [
      'failed',
      'Email account disconnected successfully. Mergepost has deleted what it knew, but could not make Microsoft withdraw the permission. To remove it there as well, open https://microsoft.example/apps.',
    ],
    ['none', 'Email account disconnected successfully. To remove it there as well, open https://microsoft.example/apps.'],
  ] as const)('says honestly what became of the permission: %s', async (outcome, message) => {
    scene.revoke = () => Promise.resolve(outcome);
    const id = await scene.connect();
    expect(await disconnect(id)).toBe(message);
    expect(scene.revoked).toEqual(['refresh-0']);
    expect(await scene.row(id)).toMatchObject({
      state: 'disconnected',
      access_token: null,
      refresh_token: null,
      is_active: 0,
      state_next: 'Connect it again to send from it.',
    });
    expect(stopped).toEqual(['anna@contoso.example was disconnected. Connect it again, then resume.']);
    expect(dropped).toEqual(['microsoft']);
  });

  test('forgets everything although the provider throws', async () => {
    scene.revoke = () => Promise.reject(new Error('out of order'));
    const id = await scene.connect();
    expect(await disconnect(id)).toContain('could not make Microsoft withdraw');
    expect(surprises).toEqual([new Error('out of order')]);
    expect(await scene.row(id)).toMatchObject({ state: 'disconnected', refresh_token: null });
  });

  test('has forgotten everything before it asks, and does not wait for ever', async () => {
    const id = await scene.connect();
    let before: unknown;
    scene.revoke = async () => {
      before = (await scene.row(id)).refresh_token;
      timeOut();
      return new Promise(() => undefined);
    };
    expect(await disconnect(id)).toContain('could not make Microsoft withdraw');
    expect(before).toBeNull();
  });

  test('forgets an access token that was only in memory', async () => {
    scene.wire = SMTP;
    const id = await scene.connect();
    const { token_version: version } = await scene.row(id);
    expect(scene.store.inMemory.of(id, version)).toMatchObject({ accessToken: 'access-0' });
    await disconnect(id);
    expect(scene.store.inMemory.of(id, version)).toBeUndefined();
  });

  test('does not withdraw what somebody else here still uses', async () => {
    const [annas, bens] = [await scene.connect(), await scene.connect({}, 'v')];
    expect(await disconnect(annas)).toContain('still connected here by somebody else');
    expect(scene.revoked).toEqual([]);
    expect(await scene.row(bens)).toMatchObject({ state: 'connected' });
    await disconnect(bens, 'v');
    expect(scene.revoked).toEqual(['refresh-0']);
  });

  test('twice at the same moment is done once', async () => {
    scene.revoke = () => Promise.resolve('revoked');
    const id = await scene.connect();
    const row = ownedBy('u', await scene.row(id), 'ACCOUNT_NOT_FOUND', '');
    const ends = await Promise.allSettled([forgetMailbox(deps, row), forgetMailbox(deps, row)]);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'ACCOUNT_NOT_FOUND' } });
    expect(scene.revoked).toHaveLength(1);
  });

  test('works where its app is gone', async () => {
    const id = await scene.connect();
    deps.providerOf = () => Promise.resolve(undefined);
    expect(await disconnect(id)).toBe('Email account disconnected successfully.');
  });
});
