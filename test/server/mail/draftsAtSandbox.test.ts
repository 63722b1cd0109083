/** Exactly once against the sandbox: drafts, and the search of Sent Items, each agreeing with what is in the mailbox. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { MailTransport, SendHooks } from '../../../server/mail/mailTransport.ts';
import { type Transports, transports } from '../../../server/mail/transports.ts';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { tokensFor } from '../../support/tokensFromSandbox.ts';

const SEND_DRAFT = 'POST /v1.0/me/messages/{id}/send';
const CREATE = 'POST /v1.0/me/messages';
const SEND_MAIL = 'POST /v1.0/me/sendMail';
const ADDRESS = 'anna@contoso.example';
let sandbox: Sandbox;
let room: Transports;
let drafting: string;
let reading: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  // Mail.ReadWrite needs an administrator, who has allowed it here.
  drafting = (await tokensFor(sandbox, ADDRESS, 'Mail.Send Mail.ReadWrite User.Read')).access_token;
  reading = (await tokensFor(sandbox, ADDRESS, 'Mail.Send Mail.Read User.Read')).access_token;
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.mailbox.clear();
  sandbox.faults.clear();
  room = transports({ fetch, clock: Date.now, newId: randomUUID, requestTimeoutMs: 5000, ca: null });
});
afterEach(() => room.close());

interface Scene {
  wire: MailTransport;
  as: { address: string; accessToken: string; fromName: null };
}

function scene(proof: 'draft' | 'search'): Scene {
  const accessToken = proof === 'draft' ? drafting : reading;
  return {
    wire: room.of({ kind: 'graph', graphUrl: sandbox.url, proof }),
    as: { address: ADDRESS, accessToken, fromName: null },
  };
}

/** Sends and says which draft was noted. */
async function sendAs({ wire, as }: Scene, hooks: SendHooks = {}) {
  let draftId: string | null = null;
  const end = await wire.send(aMailMessage({ markerId: randomUUID() }), as, {
    ...hooks,
    beforeBytes: (noted) => Promise.resolve(void (draftId = noted.draftId ?? null)),
  });
  return { end, draftId };
}

const look = ({ wire, as }: Scene, draftId: string | null, markerId = 'outbox-1') =>
  wire.lookUp?.({ markerId, draftId, submittedAt: Date.now() }, as);

describe('by way of a draft', () => {
  test('the mail arrives once, under the id that was noted, with our property', async () => {
    const drafts = scene('draft');
    const { end, draftId } = await sendAs(drafts);
    expect(end).toMatchObject({ kind: 'accepted', providerId: draftId, idKind: 'immutable' });
    expect(sandbox.mailbox.all()).toHaveLength(1);
    expect(await look(drafts, draftId)).toEqual({ kind: 'sent', providerId: draftId, idKind: 'immutable' });
  });

  test.each([
    ['504 although it was sent', { status: 504, taken: true }, 'sent', 1],
    ['cut after it was sent', { cut: 'after' as const }, 'sent', 1],
    ['504 and not sent', { status: 504 }, 'notSent', 0],
    ['cut before it was sent', { cut: 'before' as const }, 'notSent', 0],
  ])(
    '%s: the mailbox says what became of it, and a second try of the draft is no second mail',
    async (_what, fault, found, mails) => {
      const drafts = scene('draft');
      sandbox.faults.next(SEND_DRAFT, fault);
      const { end, draftId } = await sendAs(drafts);
      expect(end.kind).toBe('unknown');
      expect(sandbox.mailbox.all()).toHaveLength(mails);
      expect(await look(drafts, draftId)).toMatchObject({ kind: found });
      expect((await sendAs(drafts, { draftId: draftId ?? '' })).end).toMatchObject({ kind: 'accepted', providerId: draftId });
      expect(sandbox.mailbox.all()).toHaveLength(1);
    },
  );

  test.each([
    ['504', { status: 504 }],
    ['504 although it was put down', { status: 504, taken: true }],
    ['cut', { cut: 'after' as const }],
  ])('making the draft fails (%s): nothing is sent, and the next try is a mail', async (_what, fault) => {
    const drafts = scene('draft');
    sandbox.faults.next(CREATE, fault);
    expect(await sendAs(drafts)).toMatchObject({ end: { kind: 'later' }, draftId: null });
    expect(sandbox.mailbox.all()).toHaveLength(0);
    expect((await sendAs(drafts)).end.kind).toBe('accepted');
    expect(sandbox.mailbox.all()).toHaveLength(1);
  });

  test('a mark that cannot be made leaves no draft behind', async () => {
    const { wire, as } = scene('draft');
    let noted = '';
    const beforeBytes: SendHooks['beforeBytes'] = ({ draftId = '' }) => {
      noted = draftId;
      return Promise.reject(new Error('disk full'));
    };
    await expect(wire.send(aMailMessage(), as, { beforeBytes })).rejects.toThrow('disk full');
    expect(noted).not.toBe('');
    expect(await look({ wire, as }, noted)).toMatchObject({ kind: 'unclear' });
  });

  test('a draft that somebody deleted stays a doubt', async () => {
    const drafts = scene('draft');
    const headers = { authorization: `Bearer ${drafting}` };
    sandbox.faults.next(SEND_DRAFT, { cut: 'before' });
    const { draftId } = await sendAs(drafts);
    await fetch(`${sandbox.url}/v1.0/me/messages/${draftId}`, { method: 'DELETE', headers });
    expect(await look(drafts, draftId)).toMatchObject({ kind: 'unclear' });
    expect((await sendAs(drafts, { draftId: draftId ?? '' })).end).toMatchObject({ kind: 'unknown', code: 'DRAFT_GONE' });
    expect(sandbox.mailbox.all()).toHaveLength(0);
  });
});

describe('by a search of Sent Items', () => {
  test.each([
    ['504 although it was sent', { status: 504, taken: true }, 'sent'],
    ['cut before it was sent', { cut: 'before' as const }, 'open'],
  ])('%s', async (_what, fault, found) => {
    const { wire, as } = scene('search');
    const markerId = randomUUID();
    await wire.send(aMailMessage({ markerId: randomUUID() }), as);
    sandbox.faults.next(SEND_MAIL, fault);
    expect((await wire.send(aMailMessage({ markerId }), as)).kind).toBe('unknown');
    expect(await look({ wire, as }, null, markerId)).toMatchObject({ kind: found });
  });
});

test('without the right to read, neither', async () => {
  const { wire } = scene('search');
  const accessToken = (await tokensFor(sandbox, ADDRESS, 'Mail.Send User.Read')).access_token;
  expect(await look({ wire, as: { address: ADDRESS, accessToken, fromName: null } }, null)).toMatchObject({ kind: 'unclear' });
});
