import { afterAll, describe, expect, test } from '@jest/globals';
import { type FastifyInstance, fastify } from 'fastify';
import { mountHelp } from '../../../server/help/help.routes.ts';
import { explainCode } from '../../../shared/api/help.ts';
import { withoutSession } from '../../support/withoutSession.ts';

const app: FastifyInstance = fastify({ routerOptions: { maxParamLength: 600 } });
withoutSession(app, mountHelp);
afterAll(() => app.close());

async function ask(code: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await app.inject({ method: 'GET', url: `/api/help/${encodeURIComponent(code)}` });
  return { status: answer.statusCode, body: answer.json() };
}

describe('GET /api/help/:code', () => {
  test('explains to anybody, without a session', async () => {
    expect(explainCode.access).toBe('public');
    expect(await ask('AADSTS7000222')).toEqual({
      status: 200,
      body: {
        success: true,
        matches: [
          {
            code: 'AADSTS7000222',
            source: 'entra',
            who: 'operator',
            text: expect.stringMatching(/^The client secret has expired/),
          },
        ],
      },
    });
  });

  test.each([
    ['535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.', '535 5.7.139', 'admin'],
    ['550 5.7.60 SMTP; Client does not have permissions to send as this sender', '550 5.7.60', 'user'],
    ['12006', '12006', 'user'],
    ['a/b: ErrorSendAsDenied', 'ErrorSendAsDenied', 'user'],
  ])('%s', async (text, code, who) => {
    expect((await ask(text)).body['matches']).toMatchObject([{ code, who }]);
  });

  test.each([
    ['nonsense', /^Mergepost has no explanation for this code\. Check/],
    ['AADSTS1234567', /look it up at https:\/\/login\.microsoftonline\.com\/error\?code=1234567\.$/],
    ['__proto__', /no explanation/],
  ])('%s is not known, and the answer says what to do', async (code, sentence) => {
    expect(await ask(code)).toMatchObject({
      status: 404,
      body: { success: false, code: 'NOT_FOUND', error: expect.stringMatching(sentence) },
    });
  });

  test('more than 200 signs are no code', async () => {
    expect(await ask('x'.repeat(201))).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
  });
});
