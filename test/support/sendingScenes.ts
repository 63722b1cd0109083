/** When a merge leaves, how it goes on, and how doubts end: each as a scene. */
import type { Page } from 'playwright-core';
import type { Campaign } from '../../shared/api/campaigns.ts';
import * as data from './fakeData.ts';
import type { Scene } from './paneScene.ts';
import { merge, press, pressThen, see, unfold } from './paneScene.ts';

const now = Date.now();
const running = data.runningCampaign(now);
const finished = data.finishedCampaign(now);
const scheduled = data.scheduledCampaign(now);
const inTwoHours = new Date(now + 7_200_000).toISOString();
const withFreshDoubt = data.resultRows(now).map((row) => (row.row === 78 ? { ...row, decideAfter: inTwoHours } : row));
const waitingUntil = (reason: string, hours: number): Campaign => ({
  ...running,
  progress: {
    ...running.progress,
    waiting: { reason, until: new Date(now + hours * 3_600_000).toISOString() },
    finishesAt: new Date(now + (hours + 3) * 3_600_000).toISOString(),
  },
});
const planned: Campaign = {
  ...data.readyDraft,
  sending: {
    window: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', timeZone: 'Europe/Vienna' },
    timeColumn: 'Due Date',
    timeZone: 'Europe/Vienna',
  },
  check: { ...data.readyDraft.check, seconds: 3 * 86_400 },
};
const more = async (page: Page) => {
  await unfold('More')(page);
  await see('Speed')(page);
};
const chooseLater = async (page: Page) => {
  await unfold('When: now')(page);
  await page.getByText('Send later', { exact: true }).click();
};

export const SENDING_SCENES: Record<string, Scene> = {
  'send, when': {
    campaigns: [data.readyDraft],
    shown: merge,
    step: 'send',
    until: async (page) => {
      await chooseLater(page);
      await see('Your time')(page);
    },
  },
  'send, in hours': {
    campaigns: [planned],
    shown: merge,
    step: 'send',
    until: see('Rows without a time leave when it is their turn'),
  },
  'send later, asked': {
    campaigns: [data.readyDraft],
    shown: merge,
    step: 'send',
    until: async (page) => {
      await chooseLater(page);
      await pressThen('Schedule 248 mails', 'They leave from')(page);
    },
  },
  scheduled: { campaigns: [scheduled], shown: { screen: 'campaign', id: scheduled.id }, until: see('248 mails from') },
  'scheduled, cancel asked': {
    campaigns: [scheduled],
    shown: { screen: 'campaign', id: scheduled.id },
    until: pressThen('Cancel', 'Nothing has been sent.'),
  },
  // Made when it is shown, which may be after midnight.
  get 'home with a schedule'() {
    return { campaigns: [data.scheduledCampaign(Date.now()), finished], until: see(/^Starts tomorrow/) };
  },
  'waiting for tomorrow': {
    campaigns: [waitingUntil('Today’s 5,000 mails of this mailbox are used up.', 11)],
    shown: { screen: 'campaign', id: running.id },
    until: see('It goes on by itself'),
  },
  'sending, doubt': {
    campaigns: [running],
    shown: { screen: 'campaign', id: running.id },
    until: async (page) => {
      await unfold('1 mail may or may not have arrived')(page);
      await see('Check Sent Items')(page);
    },
  },
  'result, look by hand': {
    campaigns: [finished],
    world: { rows: withFreshDoubt },
    shown: { screen: 'campaign', id: finished.id },
    until: pressThen('Check Sent Items', 'Mergepost may not read this mailbox'),
  },
  'result, again asked': {
    campaigns: [finished],
    shown: { screen: 'campaign', id: finished.id },
    until: pressThen('Send all 2 again', 'Whoever got it after all'),
  },
  'result, decided': {
    campaigns: [finished],
    shown: { screen: 'campaign', id: finished.id },
    until: async (page) => {
      await press('Mark all 2 as sent')(page);
      await pressThen('Mark 2 mails as sent', '2 mails marked as sent.')(page);
    },
  },
  'result, erase asked': {
    campaigns: [finished],
    shown: { screen: 'campaign', id: finished.id },
    until: pressThen('Erase personal data', 'go for good'),
  },
  'result, erased': {
    campaigns: [{ ...finished, erasedAt: new Date(now).toISOString() }],
    shown: { screen: 'campaign', id: finished.id },
    until: see('The numbers stay.'),
  },
  'mailbox, own numbers': {
    accounts: [{ ...data.anna, pace: { mode: 'own', perMinute: 15, perDay: null, usedToday: 412 } }],
    shown: { screen: 'mailboxes' },
    until: async (page) => {
      await more(page);
      await see('Receivers a day')(page);
    },
  },
  'mailbox, try again': {
    accounts: [
      {
        ...data.anna,
        retry: { mode: 'status', statusCodes: [429, 503], countMax: 5, multiplyWait: true },
        scopes: ['Mail.Send', 'Mail.ReadWrite'],
      },
    ],
    shown: { screen: 'mailboxes' },
    until: async (page) => {
      await more(page);
      await unfold('If a mail cannot be handed over')(page);
      await see('How often')(page);
    },
  },
  organisations: {
    admin: true,
    shown: { screen: 'admin' },
    until: async (page) => {
      await page.getByText('Organisations', { exact: true }).click();
      await see('contoso.com')(page);
      await page.locator('summary', { hasText: 'Who counts as outside?' }).first().click();
    },
  },
};
