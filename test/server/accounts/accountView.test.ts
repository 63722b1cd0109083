import { expect, test } from '@jest/globals';
import { accountUse } from '../../../server/accounts/accountUseCases.ts';
import { accountView } from '../../../server/accounts/accountView.ts';
import { freshTokens } from '../../../server/accounts/freshToken.ts';
import type { AccountState } from '../../../shared/api/accounts.ts';
import { accountScene } from '../../support/accountScene.ts';

const PACE = { mode: 'normal', perMinute: 28, perDay: null, usedToday: 0 } as const;

test.each<[string, AccountState, string | undefined, true | undefined]>([
  ['an application that has to be allowed', 'needs-admin', undefined, true],
  ['a mailbox that has to be mended', 'needs-admin', 'Ask your administrator to switch it on.', undefined],
  ['a sign-in that is over', 'needs-reconnect', undefined, undefined],
])('%s: whether the administrator is asked to allow the application', async (_what, state, next, wanted) => {
  const scene = await accountScene();
  const id = await scene.connect();
  await accountUse(scene.deps, freshTokens(scene.deps)).changeState(id, state, 'Why.', undefined, next);
  const row = await scene.store.byId(id);
  expect(row && accountView(row, undefined, 0, PACE)).toMatchObject({ state, stateReason: 'Why.' });
  expect(row && accountView(row, undefined, 0, PACE).wantsConsent).toBe(wanted);
});
