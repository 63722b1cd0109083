import { describe, expect, test } from '@jest/globals';
import { changeCampaign } from '../../../server/campaigns/changeCampaign.ts';
import { previewCampaignRow } from '../../../server/campaigns/previewRow.ts';
import { resumeCampaign } from '../../../server/campaigns/resumeCampaign.ts';
import { sendTestMail } from '../../../server/campaigns/sendTestMail.ts';
import { startCampaign } from '../../../server/campaigns/startCampaign.ts';
import type { SendOutcome } from '../../../server/mail/sendOutcome.ts';
import { aDraft, aStartedCampaign, statusesOf, statusOf } from '../../support/aCampaign.ts';
import { aMergeHouse, anAppOf, type MergeHouse } from '../../support/aMergeHouse.ts';
import { anAccount, fakeAccounts } from '../../support/anAccount.ts';

const OFFICE = 'Contoso Office <office@contoso.com>';
const houseWith = (change: Parameters<typeof anAccount>[0]) => aMergeHouse({ accounts: fakeAccounts(anAccount(change)) });
const granted = () => houseWith({ maySendAs: true });
const accountOf = (house: MergeHouse) => house.accounts.all[0] ?? anAccount();
const DENIED: SendOutcome = { kind: 'rejected', code: 'ErrorSendAsDenied', reason: 'This mailbox may not send as that.' };
const MISSING = /^office@contoso\.com is another sender than the mailbox anna@contoso\.com, .* or leave the sender out\.$/;

describe('the sender of a draft', () => {
  test('is kept as given, taken away with null, and left alone by other changes', async () => {
    const house = await granted();
    const { id, sendAs } = await aDraft(house, { sendAs: ` ${OFFICE} ` });
    expect(sendAs).toBe(OFFICE);
    expect((await changeCampaign(house.campaigns, 'anna', id, { subject: 'New' })).sendAs).toBe(OFFICE);
    expect((await changeCampaign(house.campaigns, 'anna', id, { sendAs: null })).sendAs).toBeNull();
  });

  test.each([['office'], ['office@contoso.com\r\nBcc: x@example.com'], ['a@b.example, c@d.example']])(
    '%j is no address: nothing changes, and the sentence says so',
    async (sendAs) => {
      const house = await granted();
      const { id, version } = await aDraft(house);
      const answer = await anAppOf(house).inject({
        method: 'PATCH',
        url: `/api/campaigns/${id}`,
        headers: { 'x-user': 'anna' },
        payload: { sendAs, subject: 'Other' },
      });
      expect(answer.json()).toMatchObject({
        code: 'INVALID_ADDRESS',
        error: expect.stringMatching(/is no email address to send as\. Correct it, or leave the sender out\.$/),
      });
      expect(answer.statusCode).toBe(400);
      expect((await changeCampaign(house.campaigns, 'anna', id, {})).version).toBe(version + 1);
    },
  );

  test('shows in the preview as receivers will see it, and the mailbox stays the one it is sent from', async () => {
    const house = await granted();
    const { id, from } = await aDraft(house, { sendAs: OFFICE });
    expect(from).toBe('anna@contoso.com');
    expect((await previewCampaignRow(house.campaigns, 'anna', id, 1)).from).toBe(OFFICE);
  });

  test('in the mailbox’s own address is the mailbox itself, however it is written', async () => {
    const house = await houseWith({ maySendAs: false });
    const { id, check } = await aDraft(house, { sendAs: 'ANNA@Contoso.com' });
    expect(check.blockers).toEqual([]);
    expect((await previewCampaignRow(house.campaigns, 'anna', id, 1)).from).toBe('anna@contoso.com');
    await house.outbox.start();
    await startCampaign(house.campaigns, 'anna', id);
    await house.clock.advanceUntil(() => house.wire.attempts.length === 1);
    expect(house.wire.attempts[0]?.message).not.toHaveProperty('from');
  });
});

describe('without the permission for other senders', () => {
  test('the check names it as a blocker, the start and a test mail are refused with the same words', async () => {
    const house = await houseWith({ maySendAs: false });
    const { id, check } = await aDraft(house, { sendAs: OFFICE });
    expect(check.blockers).toEqual([{ code: 'SEND_AS_PERMISSION_MISSING', text: expect.stringMatching(MISSING) }]);
    await expect(startCampaign(house.campaigns, 'anna', id)).rejects.toMatchObject({
      code: 'CAMPAIGN_NOT_READY',
      message: `This campaign cannot start yet: ${check.blockers[0]?.text}`,
    });
    await expect(sendTestMail(house.campaigns, 'anna', id, 1)).rejects.toMatchObject({
      code: 'MAILBOX_PERMISSION_MISSING',
      message: check.blockers[0]?.text,
      extras: { details: { feature: 'sharedMailbox' } },
    });
    expect(house.wire.attempts).toEqual([]);
  });

  test('a mailbox that lost it since the draft was made is found out at the start', async () => {
    const house = await granted();
    const { id, check } = await aDraft(house, { sendAs: OFFICE });
    expect(check.blockers).toEqual([]);
    accountOf(house).maySendAs = false;
    await expect(startCampaign(house.campaigns, 'anna', id)).rejects.toMatchObject({ code: 'CAMPAIGN_NOT_READY' });
    accountOf(house).maySendAs = true;
    expect((await startCampaign(house.campaigns, 'anna', id)).status).toBe('running');
  });

  test.each(['gmail', 'smtp'] as const)('over %s the mail server decides', async (wire) => {
    const house = await houseWith({ wire, maySendAs: false });
    expect((await aDraft(house, { sendAs: OFFICE })).check.blockers).toEqual([]);
  });
});

describe('what is sent', () => {
  test('every mail and the test mail carry the sender that was approved', async () => {
    const house = await granted();
    await house.outbox.start();
    const { id } = await aDraft(house, { sendAs: OFFICE });
    await sendTestMail(house.campaigns, 'anna', id, 1);
    await startCampaign(house.campaigns, 'anna', id);
    await house.clock.advanceUntil(async () => (await statusOf(house, id)).status === 'finished');
    expect(house.wire.attempts.map(({ message }) => message.from)).toEqual([OFFICE, OFFICE, OFFICE, OFFICE]);
  });

  test('a draft that lost its sender in another window does not start as it was looked at', async () => {
    const house = await granted();
    const { id, version } = await aDraft(house, { sendAs: OFFICE });
    await changeCampaign(house.campaigns, 'anna', id, { sendAs: null });
    await expect(startCampaign(house.campaigns, 'anna', id, { version })).rejects.toMatchObject({ code: 'CAMPAIGN_CHANGED' });
  });
});

describe('when the mailbox has no right to the sender', () => {
  test.each(['ErrorSendAsDenied', 'SEND_AS_DENIED'])(
    '%s pauses the campaign at the first mail and gives up nobody',
    async (code) => {
      const house = await granted();
      house.wire.answerAlways({ ...DENIED, code });
      await house.outbox.start();
      const { id } = await aStartedCampaign(house, 1000, { sendAs: OFFICE });
      await house.clock.advance(60 * 60_000);
      expect(house.wire.attempts).toHaveLength(1);
      expect(new Set(await statusesOf(house, id))).toEqual(new Set(['queued']));
      expect(await statusOf(house, id)).toEqual({
        status: 'paused',
        pause_reason:
          'This mailbox may not send as that. Resume here when the right is given; to leave the sender out, cancel this and start anew.',
      });
    },
  );

  test('with the right given it goes on with the same person', async () => {
    const house = await granted();
    house.wire.answerNext(DENIED);
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 2, { sendAs: OFFICE });
    await house.clock.advanceUntil(async () => (await statusOf(house, id)).status === 'paused');
    await resumeCampaign(house.campaigns, 'anna', id);
    await house.clock.advanceUntil(async () => (await statusOf(house, id)).status === 'finished');
    expect(await statusesOf(house, id)).toEqual(['accepted', 'accepted']);
    expect(house.wire.attempts).toHaveLength(3);
  });

  test('a mailbox that was connected again without the permission does not resume', async () => {
    const house = await granted();
    house.wire.answerNext(DENIED);
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 2, { sendAs: OFFICE });
    await house.clock.advanceUntil(async () => (await statusOf(house, id)).status === 'paused');
    accountOf(house).maySendAs = false;
    await expect(resumeCampaign(house.campaigns, 'anna', id)).rejects.toMatchObject({ code: 'MAILBOX_PERMISSION_MISSING' });
    expect((await statusOf(house, id)).status).toBe('paused');
  });

  test('other campaigns of the mailbox go on', async () => {
    const house = await granted();
    house.wire.answerNext(DENIED);
    await house.outbox.start();
    const refused = await aStartedCampaign(house, 2, { sendAs: OFFICE });
    await house.clock.advanceUntil(async () => (await statusOf(house, refused.id)).status === 'paused');
    const other = await aStartedCampaign(house, 2);
    await house.clock.advanceUntil(async () => (await statusOf(house, other.id)).status === 'finished');
  });

  test('a test mail says so and pauses nothing', async () => {
    const house = await granted();
    house.wire.answerNext(DENIED);
    const { id } = await aDraft(house, { sendAs: OFFICE });
    await expect(sendTestMail(house.campaigns, 'anna', id, 1)).rejects.toMatchObject({ code: 'SEND_AS_DENIED' });
    expect((await statusOf(house, id)).status).toBe('draft');
  });
});

test('a campaign that was started before there were senders goes on as the mailbox itself', async () => {
  const house = await granted();
  const { id } = await aStartedCampaign(house, 1);
  const { approved } = await house.db.selectFrom('campaigns').select('approved').where('id', '=', id).executeTakeFirstOrThrow();
  const { sendAs: _sendAs, ...old } = JSON.parse(approved ?? '{}') as { sendAs: null };
  await house.db
    .updateTable('campaigns')
    .set({ approved: JSON.stringify(old) })
    .where('id', '=', id)
    .execute();
  await house.outbox.start();
  await house.clock.advanceUntil(async () => (await statusOf(house, id)).status === 'finished');
  expect(house.wire.attempts[0]?.message).not.toHaveProperty('from');
});
