/** A test mail: every step named and timed, the state set or mended by what was found. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { accountUse } from '../../../server/accounts/accountUseCases.ts';
import type { SendingAccount } from '../../../server/accounts/accountUse.ts';
import { freshTokens } from '../../../server/accounts/freshToken.ts';
import { type TestMailboxDeps, testMailbox } from '../../../server/accounts/testMailbox.ts';
import { AppError } from '../../../server/http/appError.ts';
import { ownedBy } from '../../../server/http/ownedBy.ts';
import type { MailMessage } from '../../../server/mail/message.ts';
import type { WireProbe } from '../../../server/mail/probeWire.ts';
import type { TestReport } from '../../../shared/api/accounts.ts';
import { type AccountScene, accountScene, granted, HOUR, refused } from '../../support/accountScene.ts';

let scene: AccountScene;
let deps: TestMailboxDeps;
let probes: WireProbe[];
let probedWith: string[];
let sent: { account: SendingAccount; message: Omit<MailMessage, 'markerId'> }[];
let sending: () => void;
let id: string;

const STEP = { status: 'ok', milliseconds: 12, detail: 'fine' } as const;
const GOOD: WireProbe = {
  steps: [
    { name: 'connect', ...STEP },
    { name: 'tls', ...STEP },
    { name: 'auth', ...STEP },
  ],
  trouble: null,
};

function badLogin(mender: 'user' | 'admin' | 'operator' | 'later'): WireProbe {
  return {
    steps: [...GOOD.steps.slice(0, 2), { name: 'auth', status: 'failed', milliseconds: 5, detail: 'No entry.' }],
    trouble: { mender, code: 'X', reason: 'No entry.', next: 'Do this.' },
  };
}

beforeEach(async () => {
  scene = await accountScene();
  [probes, probedWith, sent, sending] = [[], [], [], () => undefined];
  const fresh = freshTokens(scene.deps);
  deps = {
    ...scene.deps,
    fresh,
    use: accountUse(scene.deps, fresh),
    probe: (_wire, { accessToken }) => {
      probedWith.push(accessToken);
      scene.now += 30;
      return Promise.resolve(probes.shift() ?? GOOD);
    },
    sendTest: (account, message) => {
      scene.now += 70;
      sending();
      sent.push({ account, message });
      return Promise.resolve({ messageId: 'm-1', sentAt: new Date(scene.now) });
    },
  };
  id = await scene.connect();
});

async function run(): Promise<TestReport> {
  return testMailbox(deps, ownedBy('u', await scene.row(id), 'ACCOUNT_NOT_FOUND', ''));
}

const shown = ({ steps }: TestReport) => steps.map(({ name, status }) => `${name} ${status}`);

describe('a test that works', () => {
  test('names and times every step, and sends one friendly mail to the mailbox itself', async () => {
    const report = await run();
    expect(report).toMatchObject({ success: true, to: 'anna@contoso.example', next: null, messageId: 'm-1' });
    expect(shown(report)).toEqual(['token ok', 'connect ok', 'tls ok', 'auth ok', 'accepted ok']);
    expect(report.steps.map(({ milliseconds }) => milliseconds)).toEqual([0, 12, 12, 12, 70]);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      account: { id, address: 'anna@contoso.example' },
      message: { to: ['anna@contoso.example'], cc: [], bcc: [], subject: 'Mergepost test mail: it works' },
    });
    expect(sent[0]?.message.html).toContain('Microsoft');
    expect(report.provider).toMatchObject({ state: 'connected', stateReason: null });
  });

  test.each(['needs-admin', 'operator-fault', 'needs-reconnect'] as const)('mends a mailbox that stood as %s', async (state) => {
    await scene.store.update(id, { state, state_reason: 'r', state_next: 'n', is_active: 0 });
    scene.answers.push(() => granted(scene, 'access-1', 'refresh-1'));
    const report = await run();
    expect(report).toMatchObject({
      success: true,
      provider: { state: 'connected', isActive: true, stateReason: null, stateNext: null },
    });
  });

  test('ends a throttling that is over', async () => {
    await scene.store.update(id, { state: 'throttled', state_reason: 'r', state_next: 'n' });
    expect(await run()).toMatchObject({ success: true, provider: { state: 'connected', stateReason: null, stateNext: null } });
  });

  test('takes a step the wire does not have for skipped', async () => {
    probes.push({
      steps: [GOOD.steps[0]!, { name: 'tls', status: 'skipped', milliseconds: null, detail: 'Not encrypted.' }],
      trouble: null,
    });
    const report = await run();
    expect(shown(report)).toEqual(['token ok', 'connect ok', 'tls skipped', 'auth skipped', 'accepted ok']);
    expect(report.success).toBe(true);
  });
});

describe('a test that fails', () => {
  test('at the first step tells the rest as skipped, with the next step', async () => {
    scene.now += HOUR;
    scene.answers.push(() => refused('user', 'AADSTS700082'));
    const report = await run();
    expect(report).toMatchObject({
      success: false,
      next: 'Connect this mailbox again.',
      provider: { state: 'needs-reconnect', isActive: false },
    });
    expect(report.steps[0]).toMatchObject({ name: 'token', status: 'failed', detail: 'help for AADSTS700082' });
    expect(shown(report).slice(1)).toEqual(['connect skipped', 'tls skipped', 'auth skipped', 'accepted skipped']);
    expect(sent).toEqual([]);
  });

  test('without any token left says that it must be connected again', async () => {
    await scene.store.update(id, {
      state: 'needs-reconnect',
      state_reason: 'Gone.',
      state_next: 'Connect it.',
      refresh_token: null,
    });
    const report = await run();
    expect(report.steps[0]).toMatchObject({ name: 'token', status: 'failed', detail: 'Gone.' });
    expect(report.next).toBe('Connect it.');
  });

  test('because the sign-in service is busy changes nothing', async () => {
    scene.now += HOUR;
    scene.answers.push(() => refused('later', 'busy'));
    expect(await run()).toMatchObject({ success: false, next: 'Try again in a few minutes.', provider: { state: 'connected' } });
  });

  test.each([
    ['admin', 'needs-admin'],
    ['operator', 'operator-fault'],
    ['later', 'connected'],
  ] as const)('at the login, which the %s can mend, leaves it %s', async (mender, state) => {
    probes.push(badLogin(mender));
    const report = await run();
    expect(shown(report)).toEqual(['token ok', 'connect ok', 'tls ok', 'auth failed', 'accepted skipped']);
    expect(report).toMatchObject({ success: false, next: 'Do this.', provider: { state } });
    if (mender !== 'later') expect(report.provider).toMatchObject({ stateReason: 'No entry.', stateNext: 'Do this.' });
    expect(sent).toEqual([]);
  });

  test('at the login with a token that looked good is tried with a newer one first', async () => {
    probes.push(badLogin('user'));
    scene.answers.push(() => granted(scene, 'access-1', 'refresh-1'));
    expect(await run()).toMatchObject({ success: true });
    expect(probedWith).toEqual(['access-0', 'access-1']);
  });

  test('at the login with the newer one too must be connected again', async () => {
    probes.push(badLogin('user'), badLogin('user'));
    scene.answers.push(() => granted(scene, 'access-1', 'refresh-1'));
    expect(await run()).toMatchObject({ success: false, provider: { state: 'needs-reconnect', stateNext: 'Do this.' } });
  });

  test.each([
    ['operator', 'operator-fault', 'person who runs this Mergepost server'],
    ['later', 'connected', 'Try again in a few minutes.'],
  ] as const)('at the login, where a newer token cannot be had (%s), is a failure of the token', async (mender, state, next) => {
    probes.push(badLogin('user'));
    scene.answers.push(() => refused(mender, 'CODE'));
    const report = await run();
    expect(report.steps[0]).toMatchObject({ name: 'token', status: 'failed', detail: 'help for CODE' });
    expect(shown(report).slice(1)).toEqual(['connect skipped', 'tls skipped', 'auth skipped', 'accepted skipped']);
    expect(report).toMatchObject({ next: expect.stringContaining(next), provider: { state } });
  });

  test('at the sending says why, with the provider’s own words', async () => {
    sending = () => {
      throw new AppError('ACCOUNT_NOT_CONNECTED', 'Email account not connected or token expired', {
        provider: { error: 'x', help: 'Microsoft no longer lets us send.' },
      });
    };
    const report = await run();
    expect(report.steps.at(-1)).toMatchObject({
      name: 'accepted',
      status: 'failed',
      detail: 'Microsoft no longer lets us send.',
    });
    expect(report.success).toBe(false);
    expect(report.next).toMatch(/\.$/);
  });

  test('with a doubtful end says where to look', async () => {
    sending = () => {
      throw new AppError('SEND_OUTCOME_UNKNOWN', 'It may have gone.');
    };
    expect((await run()).next).toMatch(/^Look into the mailbox/);
  });
});

test.each(['THROTTLED', 'SHUTTING_DOWN'] as const)('%s is no report but an error: nothing was tried', async (code) => {
  sending = () => {
    throw new AppError(code, 'Later.', { retryAfterSeconds: 7 });
  };
  await expect(run()).rejects.toMatchObject({ code, extras: { retryAfterSeconds: 7 } });
});
