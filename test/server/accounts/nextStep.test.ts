import { describe, expect, test } from '@jest/globals';
import { nextStep } from '../../../server/accounts/nextStep.ts';
import { ACCOUNT_STATES } from '../../../shared/api/accounts.ts';

describe('the next step', () => {
  test.each(ACCOUNT_STATES.filter((state) => state !== 'connected'))('is there for %s, for every kind of app', (state) => {
    for (const source of ['settings', 'api', 'import', undefined] as const)
      expect(nextStep(state, source)).toMatch(/^[A-Z].*\.$/);
  });

  test('is nothing where all is well', () => {
    expect(nextStep('connected', 'settings')).toBeNull();
  });

  test.each([
    ['needs-reconnect', 'settings', 'Connect this mailbox again.'],
    ['needs-reconnect', 'import', 'Import this mailbox again.'],
    ['operator-fault', 'api', 'Tell the person who runs this Mergepost server.'],
    ['operator-fault', 'import', 'Mend the application this mailbox was imported with'],
    ['needs-admin', 'settings', 'Show this to the administrator of your organisation.'],
  ] as const)('of %s with an app from %s is said to the right person', (state, source, sentence) => {
    expect(nextStep(state, source)).toContain(sentence);
  });
});
