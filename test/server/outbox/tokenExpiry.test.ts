/** An access token that ends while a merge runs, over real sockets: renewed once, and every mail is taken once. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { MailWire } from '../../../server/mail/mailWire.ts';
import { transports, type Transports } from '../../../server/mail/transports.ts';
import { aStartedCampaign, statusesOf } from '../../support/aCampaign.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';
import { anSmtpServer } from '../../support/anSmtpServer.ts';
import { says, type WireServer, wireServer } from '../../support/wireServer.ts';

const ENDED = { error: { code: 'InvalidAuthenticationToken', errors: [{ reason: 'authError' }] } };
const closing: (() => Promise<void>)[] = [];
const onTheirWay = new Set<unknown>();

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** Its mails leave over `wire`, one after the other. */
async function aHouseOn(wire: MailWire, ca: string | null = null): Promise<MergeHouse> {
  const house = await aMergeHouse();
  let ids = 0;
  const room: Transports = transports({ fetch, clock: Date.now, requestTimeoutMs: 5000, newId: () => `guid-${++ids}`, ca });
  closing.push(() => room.close());
  house.wire.send = async (message, as, hooks) => {
    onTheirWay.add(message);
    return room
      .of(wire)
      .send(message, as, hooks)
      .finally(() => onTheirWay.delete(message));
  };
  await house.outbox.start();
  return house;
}

/** The sockets' time is real, the outbox's is not: it stands still while a mail is on its way. */
async function untilAllAccepted(house: MergeHouse, id: string): Promise<void> {
  await house.clock.advanceUntil(async () => {
    while (onTheirWay.size > 0) await new Promise((resolve) => setImmediate(resolve));
    await house.clock.flush();
    return (await statusesOf(house, id)).every((status) => status === 'accepted');
  });
}

async function aWireServer(): Promise<WireServer> {
  const server = await wireServer();
  closing.push(() => server.close());
  return server;
}

/** The request path, and by whose token: 0 is the first one. */
const heardBy = (server: WireServer): string[] =>
  server.heard.map(
    ({ path, headers }) => `${path.replace(/^.*\/me\//, '').replace(/\?.*/, '')} ${headers.authorization?.at(-1) ?? ''}`,
  );

describe('the token ends before the second mail', () => {
  test.each(['graph', 'gmail'] as const)('%s: the same mail goes again with the new one, and nothing twice', async (kind) => {
    const server = await aWireServer();
    const house = await aHouseOn(kind === 'graph' ? { kind, graphUrl: server.url } : { kind, gmailUrl: server.url });
    server.answer((response, socket) => {
      const { headers } = server.heard.at(-1) ?? {};
      const old = server.heard.length > 1 && headers?.authorization?.endsWith('token-0') === true;
      (old ? says(401, ENDED) : says(202, { id: `mail-${server.heard.length}` }))(response, socket);
    });
    const { id } = await aStartedCampaign(house, 3);
    await untilAllAccepted(house, id);
    const path = kind === 'graph' ? 'sendMail' : 'messages/send';
    expect(heardBy(server)).toEqual(['0', '0', '1', '1'].map((token) => `${path} ${token}`));
    expect(house.accounts.refused).toEqual(['token-0']);
  });

  test('graph with drafts, when the draft is made already: that draft is sent', async () => {
    const server = await aWireServer();
    const house = await aHouseOn({ kind: 'graph', graphUrl: server.url, proof: 'draft' });
    let drafts = 0;
    server.answer((response, socket) => {
      const { method = '', path = '', headers } = server.heard.at(-1) ?? {};
      const isOld = headers?.authorization?.endsWith('token-0') === true;
      if (path.endsWith('/messages') && method === 'POST') says(201, { id: `draft-${(drafts += 1)}` })(response, socket);
      else if (path.endsWith('/send'))
        says(isOld && drafts > 1 ? 401 : 202, isOld && drafts > 1 ? ENDED : undefined)(response, socket);
      else says(200, path.includes('outbox') ? { id: 'outbox' } : { isDraft: true, parentFolderId: 'drafts' })(response, socket);
    });
    const { id } = await aStartedCampaign(house, 2);
    await untilAllAccepted(house, id);
    expect(drafts).toBe(2);
    expect(heardBy(server).filter((line) => line.includes('/send'))).toEqual([
      'messages/draft-1/send 0',
      'messages/draft-2/send 0',
      'messages/draft-2/send 1',
    ]);
  });

  test('smtp: a new login, and every mail once', async () => {
    const tokens: Record<string, string> = { 'token-0': 'anna@contoso.com', 'token-1': 'anna@contoso.com' };
    const smtp = await anSmtpServer({ tokens });
    closing.push(() => smtp.close());
    const house = await aHouseOn({ kind: 'smtp', smtp: smtp.server, imap: null }, smtp.ca);
    let mails = 0;
    smtp.answers.rcpt = () => void (mails += 1);
    Object.defineProperty(smtp.answers, 'mail', {
      get: () => (mails === 1 && smtp.logins.length === 1 ? { code: 535, text: '5.7.3 Authentication expired' } : undefined),
    });
    const { id } = await aStartedCampaign(house, 3);
    await untilAllAccepted(house, id);
    expect(smtp.logins.map(({ accessToken }) => accessToken)).toEqual(['token-0', 'token-1']);
    expect(smtp.received).toHaveLength(3);
    expect(new Set(smtp.received.map(({ to }) => to.join())).size).toBe(3);
  });
});
