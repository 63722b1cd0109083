import { expect, test } from '@jest/globals';
import type { AccountUse } from '../../../server/accounts/accountUse.ts';
import { accountUse } from '../../../server/accounts/accountUseCases.ts';
import { freshTokens } from '../../../server/accounts/freshToken.ts';
import { accountScene } from '../../support/accountScene.ts';

test.each<[string, (use: AccountUse, id: string) => Promise<void>]>([
  ['a rest that the provider asked for', (use, id) => use.changeState(id, 'throttled', 'too many')],
  ['a mail that went out', (use, id) => use.used(id)],
])('%s does not bring back a mailbox that is disconnected at the same moment', async (_what, report) => {
  const scene = await accountScene();
  const id = await scene.connect();
  await scene.store.update(id, { state: 'needs-admin', is_active: 0 });
  const disconnect = () => scene.store.forget(id, { state: 'disconnected', is_active: 0 });
  const store = {
    ...scene.store,
    byId: async (asked: string) => {
      const row = await scene.store.byId(asked);
      await disconnect();
      return row;
    },
  };
  const deps = { ...scene.deps, store };
  await report(accountUse(deps, freshTokens(deps)), id);
  expect(await scene.row(id)).toMatchObject({ state: 'disconnected', is_active: 0, refresh_token: null });
});
