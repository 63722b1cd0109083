import { beforeEach, describe, expect, test } from '@jest/globals';
import { type AccountCare, careForAccounts } from '../../../server/accounts/careForAccounts.ts';
import { freshTokens } from '../../../server/accounts/freshToken.ts';
import { type AccountScene, accountScene, DAY, granted, refused } from '../../support/accountScene.ts';

let scene: AccountScene;
let care: AccountCare;
let surprises: unknown[];
/** What was put off, with its time. */
let later: { ms: number; run: () => void; off: boolean }[];

beforeEach(async () => {
  scene = await accountScene();
  [surprises, later] = [[], []];
  care = careForAccounts({
    ...scene.deps,
    fresh: freshTokens(scene.deps),
    after: (ms, run) => {
      const put = { ms, run, off: false };
      later.push(put);
      return () => void (put.off = true);
    },
    surprise: (error) => surprises.push(error),
  });
});

async function another(oid: string, keepAlive = true): Promise<string> {
  const identity = { tid: 't', oid, name: null, shownAddress: null };
  return scene.connect({ identity, keepAlive, grant: granted(scene, `access of ${oid}`, `refresh of ${oid}`) });
}

const works = () => granted(scene, 'access-new', 'refresh-new');

describe('a mailbox that is to be kept alive', () => {
  test('is refreshed when it was not for 30 days, and only such a one', async () => {
    await another('old');
    await another('old-and-let-be', false);
    scene.now += 30 * DAY;
    await another('young');
    scene.answers.push(works);
    care.start();
    await care.settled();
    expect(scene.asked).toEqual(['refresh of old']);
    expect(later.map(({ ms }) => ms)).toEqual([DAY]);
  });

  test('is looked at again every day', async () => {
    const id = await another('old');
    care.start();
    await care.settled();
    scene.now += 31 * DAY;
    scene.answers.push(works);
    later[0]?.run();
    await care.settled();
    expect(scene.asked).toEqual(['refresh of old']);
    expect(await scene.row(id)).toMatchObject({ refreshed_at: scene.now });
    expect(later).toHaveLength(2);
  });

  test.each(['needs-admin', 'needs-reconnect', 'disconnected'] as const)('is let be in the state %s', async (state) => {
    await scene.store.update(await another('old'), { state, is_active: 0 });
    scene.now += 31 * DAY;
    care.start();
    await care.settled();
    expect(scene.asked).toEqual([]);
  });

  test('whose permission is gone says so, and the next one is refreshed all the same', async () => {
    const first = await another('first');
    scene.now += 1;
    await another('second');
    await another('third');
    scene.now += 31 * DAY;
    scene.answers.push(
      () => refused('user', 'AADSTS700082'),
      () => Promise.reject(new Error('out of order')),
      works,
    );
    care.start();
    await care.settled();
    expect(scene.asked).toEqual(['refresh of first', 'refresh of second', 'refresh of third']);
    expect(await scene.row(first)).toMatchObject({ state: 'needs-reconnect', state_reason: 'help for AADSTS700082' });
    expect(surprises).toEqual([new Error('out of order')]);
  });
});

describe('mailboxes that stopped because of the operator’s fault', () => {
  async function stopped(oid: string): Promise<string> {
    const id = await another(oid, false);
    await scene.store.update(id, { state: 'operator-fault', state_reason: 'wrong secret', is_active: 0 });
    return id;
  }

  test('are tried again when their app’s registration was mended', async () => {
    const id = await stopped('anna');
    scene.answers.push(works);
    care.credentialsChanged('microsoft');
    await care.settled();
    expect(await scene.row(id)).toMatchObject({ state: 'connected', state_reason: null, is_active: 1 });
  });

  test('are let be when it was another app', async () => {
    await stopped('anna');
    care.credentialsChanged('other');
    await care.settled();
    expect(scene.asked).toEqual([]);
  });

  test('are tried again at the start: settings are mended while the server is down', async () => {
    const id = await stopped('anna');
    scene.answers.push(works);
    care.start();
    await care.settled();
    expect(await scene.row(id)).toMatchObject({ state: 'connected' });
  });
});

test('stopping finishes the refresh that is under way and begins no other', async () => {
  await another('first');
  await another('second');
  scene.now += 31 * DAY;
  let answer = (): void => undefined;
  scene.answers.push(() => new Promise((resolve) => (answer = () => resolve(works()))));
  care.start();
  while (scene.asked.length === 0) await new Promise(setImmediate);
  const stopped = care.stop();
  answer();
  await stopped;
  expect(scene.asked).toHaveLength(1);
  expect(later.every(({ off }) => off)).toBe(true);
});
