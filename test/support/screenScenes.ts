/** Every screen before, beside and until the sending: each as a scene. */
import type { Page } from 'playwright-core';
import { connectMailbox } from '../../shared/api/accounts.ts';
import type { Campaign } from '../../shared/api/campaigns.ts';
import { createCampaign } from '../../shared/api/campaigns.ts';
import { choosyDraft } from './choosyDraft.ts';
import * as data from './fakeData.ts';
import * as mailboxes from './fakeMailboxes.ts';
import type { Scene } from './paneScene.ts';
import { merge, press, pressThen, see, unfold } from './paneScene.ts';

const now = Date.now();
const running = data.runningCampaign(now);
const finished = data.finishedCampaign(now);
const paused: Campaign = { ...running, status: 'paused', pauseReason: '5 mails in a row were rejected for the same reason.' };
const withLetter: Campaign = { ...data.emptyDraft, letter: data.letter };
const needsAdmin = {
  success: false as const,
  error: 'Your organisation does not let people connect apps themselves.',
  code: 'CONNECT_NEEDS_ADMIN',
  requestId: 'req-81',
};
const unreadable = {
  success: false,
  error: 'The letter is protected with a password.',
  code: 'LETTER_UNREADABLE',
  requestId: 'req-17',
};

const wantsAddress = {
  success: false,
  error: 'Northwind Mail does not say which mailbox this is. Connect again and give its address.',
  code: 'ADDRESS_NEEDED',
  requestId: 'req-18',
};
const apps = [mailboxes.microsoftApp, mailboxes.branchApp, mailboxes.googleApp];
const adding = { admin: true, world: { apps }, shown: { screen: 'admin' } };

const connecting = (then: (page: Page) => Promise<unknown>) => async (page: Page) => {
  await press('Connect email account')(page);
  await then(page);
};

export const SCREEN_SCENES: Record<string, Scene> = {
  welcome: { signedOut: true, until: see('You can pause or stop at any time.') },
  waiting: { signedOut: true, until: connecting(see('Waiting for Microsoft…')) },
  code: { signedOut: true, signIn: { status: 'code' }, until: connecting((page) => page.getByLabel('Type the code').waitFor()) },
  administrator: {
    signedOut: true,
    signIn: { status: 'failed', error: needsAdmin },
    until: connecting(see('Waiting for your administrator')),
  },
  'said no': {
    signedOut: true,
    signIn: { status: 'failed', error: { ...needsAdmin, code: 'CONNECT_DECLINED', error: 'You did not give the permission.' } },
    until: connecting(async (page) => {
      await unfold('Does Microsoft want an administrator to agree\\?')(page);
      await see('Waiting for your administrator')(page);
    }),
  },
  'administrator agreed, first sign-in': {
    signedOut: true,
    signIn: { status: 'failed', error: needsAdmin },
    world: { consent: 'granted' },
    until: connecting(see('Connect now')),
  },
  'empty home': { until: see('A letter, a list, and everybody gets their own mail.') },
  home: {
    campaigns: [data.readyDraft, running, { ...paused, id: 'p' }, finished],
    accounts: [data.anna, data.office],
    until: see('Your merges'),
  },
  letter: { shown: { ...merge, draftId: null }, until: see('Drop a Word letter here') },
  'letter read': { campaigns: [withLetter], shown: merge, step: 'letter', until: see('«Due_Date»') },
  'letter refused': {
    shown: { ...merge, draftId: null },
    trouble: [createCampaign.summary, { status: 422, body: unreadable }],
    until: async (page) => {
      await page.setInputFiles('input[type=file]', { name: 'a.docx', mimeType: '', buffer: Buffer.from('x') });
      await page.getByRole('alert').waitFor();
    },
  },
  list: { campaigns: [withLetter], shown: merge, step: 'list', until: see('Drop an Excel or CSV list here') },
  'list read': { campaigns: [data.checkedDraft], shown: merge, step: 'list', until: see('250 people') },
  check: { campaigns: [data.checkedDraft], shown: merge, step: 'check', until: see('To settle first') },
  'check settled': { campaigns: [data.readyDraft], shown: merge, step: 'check', until: see('248 mails ready to go.') },
  'letter with letterhead': {
    campaigns: [choosyDraft],
    shown: merge,
    step: 'letter',
    until: see('Show header and footer of the letter in the mail'),
  },
  'list read another way': { campaigns: [choosyDraft], shown: merge, step: 'list', until: see(/This was guessed/) },
  'check with every choice': { campaigns: [choosyDraft], shown: merge, step: 'check', until: see('Only rows where') },
  preview: { campaigns: [data.readyDraft], shown: merge, step: 'preview', until: see('renee.dubois@example.com') },
  send: { campaigns: [data.readyDraft], shown: merge, step: 'send', until: see('248 mails from') },
  'send, asked': { campaigns: [data.readyDraft], shown: merge, step: 'send', until: press('Send 248 mails') },
  sending: { campaigns: [running], shown: { screen: 'campaign', id: running.id }, until: see('of 248 mails sent') },
  paused: { campaigns: [paused], shown: { screen: 'campaign', id: running.id }, until: see('See the mailbox') },
  'cancel, asked': { campaigns: [running], shown: { screen: 'campaign', id: running.id }, until: press('Cancel the rest') },
  result: { campaigns: [finished], shown: { screen: 'campaign', id: finished.id }, until: see('50 of 250') },
  mailboxes: {
    accounts: [data.anna, data.office],
    shown: { screen: 'mailboxes' },
    until: see('Has to be connected again since'),
  },
  'mailboxes of every kind': {
    accounts: [data.office, mailboxes.waiting, mailboxes.brought, mailboxes.gmail],
    shown: { screen: 'mailboxes' },
    admin: true,
    until: see('Administration'),
  },
  'mailbox, more': {
    shown: { screen: 'mailboxes' },
    until: async (page) => {
      await unfold('More')(page);
      await unfold('Technical details')(page);
      await see('Microsoft Graph')(page);
    },
  },
  'test mail': { shown: { screen: 'mailboxes' }, until: pressThen('Send test mail', 'Mail taken over') },
  'test mail, failed': {
    accounts: [{ ...mailboxes.brought, isActive: true, state: 'throttled' }],
    world: { testReport: mailboxes.badTest },
    shown: { screen: 'mailboxes' },
    until: pressThen('Send test mail', 'The test mail was not sent.'),
  },
  'which kind': {
    world: { choices: mailboxes.threeChoices },
    shown: { screen: 'mailboxes' },
    until: pressThen('Add a mailbox', 'Northwind Mail'),
  },
  'links, one made': {
    world: { choices: mailboxes.threeChoices, links: mailboxes.links },
    shown: { screen: 'mailboxes' },
    until: async (page) => {
      await unfold('More ways to connect')(page);
      await unfold('Ask somebody else by link')(page);
      await pressThen('Make a link', 'It is shown only now.')(page);
    },
  },
  'bring access': {
    shown: { screen: 'mailboxes' },
    until: async (page) => {
      await unfold('More ways to connect')(page);
      await unfold('Bring access from another program')(page);
      await see('Lasting access')(page);
    },
  },
  'ask the administrator': {
    accounts: [mailboxes.waiting],
    shown: { screen: 'mailboxes' },
    until: pressThen('Ask the administrator', 'Waiting for your administrator'),
  },
  'administrator agreed': {
    world: { consent: 'granted', connection: { status: 'failed', error: needsAdmin } },
    shown: { screen: 'mailboxes' },
    until: pressThen('Add a mailbox', 'Connect now'),
  },
  'address first': {
    trouble: [connectMailbox.summary, { status: 400, body: wantsAddress }],
    shown: { screen: 'mailboxes' },
    until: pressThen('Add a mailbox', 'Which mailbox is it?'),
  },
  'another sender': {
    campaigns: [{ ...data.readyDraft, sendAs: 'office@contoso.com' }],
    accounts: [mailboxes.sharing],
    shown: merge,
    step: 'check',
    until: see('Address that receivers see'),
  },
  'another sender, send': {
    campaigns: [{ ...data.readyDraft, sendAs: 'office@contoso.com' }],
    shown: merge,
    step: 'send',
    until: see('248 mails from office@contoso.com'),
  },
  'home of an administrator': { admin: true, campaigns: [running], world: { apps }, until: see('See the applications') },
  applications: { admin: true, world: { apps }, shown: { screen: 'admin' }, until: see('People can connect through it') },
  'application, new': { ...adding, until: pressThen('Add an application', 'Who may connect') },
  'application, other kind': {
    ...adding,
    until: async (page) => {
      await press('Add an application')(page);
      await page.getByText('Other', { exact: true }).click();
      await unfold('Advanced')(page);
      await unfold('Own addresses')(page);
      await see('Userinfo URL')(page);
    },
  },
  'application, everything': {
    ...adding,
    until: async (page) => {
      await press('Edit Northern branch')(page);
      await unfold('Advanced')(page);
      await unfold('Certificate in place of a secret')(page);
      await see('Private key (PEM)')(page);
    },
  },
  'application, delete': {
    ...adding,
    until: async (page) => {
      await press('Delete Google')(page);
      await page.getByRole('alertdialog').waitFor();
    },
  },
  doctor: {
    admin: true,
    shown: { screen: 'admin' },
    until: async (page) => {
      await page.getByText('Doctor', { exact: true }).click();
      await see('1 thing does not work')(page);
    },
  },
};
