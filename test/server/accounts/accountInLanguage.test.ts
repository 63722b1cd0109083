/** The reason of a mailbox's state is kept in English and said in the language of whoever asks. */
import { describe, expect, test } from '@jest/globals';
import { accountInLanguage, reportInLanguage } from '../../../server/accounts/accountInLanguage.ts';
import type { EmailAccount, TestReport } from '../../../shared/api/accounts.ts';
import { ENTRA_CODES } from '../../../shared/help/entraCodes.ts';
import { SMTP_CODES } from '../../../shared/help/smtpCodes.ts';
import { anna } from '../../support/fakeData.ts';

const BLOCKED = ENTRA_CODES.get('53003')?.text ?? '';
const SMTP_OFF = SMTP_CODES.get('5.7.139')?.text ?? '';
const END = SMTP_OFF.indexOf('. Ask your') + 1;
/** As the sending side keeps it: what happened, and the last sentence apart. */
const PARTED = { stateReason: SMTP_OFF.slice(0, END), stateNext: SMTP_OFF.slice(END + 1) };

function aMailbox(change: Partial<EmailAccount>): EmailAccount {
  return { ...anna, state: 'needs-admin', isActive: false, ...change };
}

describe('a mailbox', () => {
  test('asked for in German says why in German', () => {
    const said = accountInLanguage(aMailbox({ stateReason: BLOCKED, stateNext: 'Ask.' }), 'de');
    expect(said).toMatchObject({
      stateReason: expect.stringMatching(/^Eine Richtlinie/),
      stateNext: 'Ask.',
      stateLanguage: 'de',
    });
  });

  test('whose next step is kept apart says that in German too', () => {
    const said = accountInLanguage(aMailbox(PARTED), 'de');
    expect(said.stateReason).toMatch(/^Microsoft hat dieses Postfach nicht eingelassen.*ausgeschaltet\.$/);
    expect(said.stateNext).toMatch(/^Bitten Sie Ihren Administrator, „Authentifiziertes SMTP“/);
  });

  test.each<[string, EmailAccount, 'en' | 'de']>([
    ['in English', aMailbox({ stateReason: BLOCKED }), 'en'],
    ['with a reason of nobody’s code', aMailbox({ stateReason: 'The disk is full.', stateNext: null }), 'de'],
    ['with nothing to say', anna, 'de'],
  ])('%s stays as it is', (_what, account, language) => {
    expect(accountInLanguage(account, language)).toBe(account);
  });
});

describe('the report of a test', () => {
  const report: TestReport = {
    success: false,
    to: anna.emailAddress,
    steps: [
      { name: 'token', status: 'ok', milliseconds: 1, detail: 'Microsoft lets Mergepost in.' },
      { name: 'auth', status: 'failed', milliseconds: 1, detail: PARTED.stateReason },
    ],
    next: PARTED.stateNext,
    provider: aMailbox(PARTED),
  };

  test('says the step that failed, and what to do, in German', () => {
    const said = reportInLanguage(report, 'de');
    expect(said.steps[0]).toBe(report.steps[0]);
    expect(said.steps[1]?.detail).toMatch(/^Microsoft hat dieses Postfach/);
    expect(said.next).toMatch(/^Bitten Sie/);
    expect(said.provider.stateLanguage).toBe('de');
  });

  test('stays English otherwise', () => {
    expect(reportInLanguage(report, 'en')).toEqual(report);
  });
});
