import { afterAll, expect, test } from '@jest/globals';
import { type FastifyInstance, fastify } from 'fastify';
import type { Caller } from '../../../server/http/caller.ts';
import { errorReply } from '../../../server/http/errorReply.ts';
import { mounter } from '../../../server/http/mount.ts';
import type { SingleMessage } from '../../../server/outbox/singleMessage.ts';
import { mountSend } from '../../../server/send/send.routes.ts';

const CALLER: Caller = { userId: 'user-1', role: 'user', sessionId: null, vouchedEmail: null, entra: null };
const IN_DOUBT: SingleMessage = {
  id: 'row-1',
  account_id: 'acc-1',
  status: 'unknown',
  reason: 'It may have been sent.',
  finished_at: Date.UTC(2026, 10, 20, 17, 59),
  provider_message_id: null,
  provider_message_id_kind: null,
  tracking_id: 'order-7',
  decide_after: Date.UTC(2026, 10, 20, 18, 2),
  decided_by: null,
};

const app = await appWithDoubt();
afterAll(() => app.close());

async function appWithDoubt(): Promise<FastifyInstance> {
  const made: FastifyInstance = fastify();
  made.setErrorHandler(errorReply);
  const mount = mounter({ app: made, callerOf: async () => CALLER, idempotent: (_ask, work) => work() });
  mountSend(mount, {
    accounts: { find: async () => undefined },
    now: () => Date.UTC(2026, 10, 20, 18),
    outbox: {
      single: async (userId, id) => (userId === 'user-1' && id === 'row-1' ? IN_DOUBT : undefined),
      sendOne: () => Promise.reject(new Error('Nothing is sent here.')),
    },
  });
  await made.ready();
  return made;
}

test.each([
  [
    'row-1',
    200,
    {
      success: true,
      outboxId: 'row-1',
      providerId: 'acc-1',
      status: 'unknown',
      reason: 'It may have been sent.',
      messageId: null,
      messageIdKind: null,
      at: '2026-11-20T17:59:00.000Z',
      decideAfter: '2026-11-20T18:02:00.000Z',
      lookedUp: false,
      trackingId: 'order-7',
    },
  ],
  ['row-2', 404, { code: 'ROW_NOT_FOUND' }],
])('what became of %s', async (id, status, body) => {
  const answer = await app.inject({ method: 'GET', url: `/api/email/auth/send/${id}` });
  expect([answer.statusCode, answer.json()]).toEqual([status, status === 200 ? body : expect.objectContaining(body)]);
});
