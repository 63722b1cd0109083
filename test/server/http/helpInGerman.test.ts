/** Who asks in German gets the help to a code in German; whoever says nothing gets English. */
import { afterAll, describe, expect, test } from '@jest/globals';
import { type FastifyInstance, fastify } from 'fastify';
import { mountHelp } from '../../../server/help/help.routes.ts';
import { AppError } from '../../../server/http/appError.ts';
import { ENTRA_CODES } from '../../../shared/help/entraCodes.ts';
import { withoutSession } from '../../support/withoutSession.ts';

const EXPIRED = ENTRA_CODES.get('7000222')?.text ?? '';
const FAILURES: Record<string, AppError> = {
  same: new AppError('OPERATOR_FAULT', EXPIRED, { provider: { error: 'invalid_client', code: 'AADSTS7000222', help: EXPIRED } }),
  more: new AppError('IMPORT_REFUSED', `${EXPIRED} Nothing was stored.`, {
    provider: { error: 'invalid_client', help: EXPIRED },
  }),
  other: new AppError('PROVIDER_UNAVAILABLE', 'It is away.', { provider: { error: 'ENOTFOUND', help: 'Try later.' } }),
  none: new AppError('NOT_FOUND', 'There is nothing.'),
};

const app: FastifyInstance = fastify();
app.get<{ Params: { which: string } }>('/fail/:which', ({ params }) => Promise.reject(FAILURES[params.which]));
withoutSession(app, mountHelp);
afterAll(() => app.close());

async function ask(url: string, language?: string) {
  const headers = language === undefined ? {} : { 'accept-language': language };
  const answer = await app.inject({ method: 'GET', url, headers });
  const { 'content-language': spoken, vary } = answer.headers;
  return { spoken, vary, body: answer.json<Record<string, unknown>>() };
}

describe('a failure with the code of a mail service', () => {
  test.each([undefined, '*', 'en', 'fr', 'en-GB,de;q=0.5', 'de;q=0'])(
    'asked with “%s” is explained in English',
    async (language) => {
      const { spoken, body } = await ask('/fail/same', language);
      expect(spoken).toBe('en');
      expect(body).toMatchObject({ error: EXPIRED, provider: { error: 'invalid_client', code: 'AADSTS7000222', help: EXPIRED } });
      expect(body['provider']).not.toHaveProperty('language');
    },
  );

  test('asked with “de” is explained in German, and says so', async () => {
    const { spoken, vary, body } = await ask('/fail/same', 'de');
    const help = expect.stringMatching(/^Der geheime Clientschlüssel ist abgelaufen.*EMAIL_CLIENT_SECRET/);
    expect({ spoken, vary }).toEqual({ spoken: 'de', vary: 'accept-language' });
    expect(body).toMatchObject({ error: help, provider: { code: 'AADSTS7000222', help, language: 'de' } });
  });

  test('keeps a sentence that says more than the help', async () => {
    const { body } = await ask('/fail/more', 'de-AT');
    expect(body).toMatchObject({ error: `${EXPIRED} Nothing was stored.`, provider: { language: 'de' } });
  });

  test('stays English where there is no German', async () => {
    const { spoken, body } = await ask('/fail/other', 'de');
    expect(spoken).toBe('en');
    expect(body['provider']).toEqual({ error: 'ENOTFOUND', help: 'Try later.' });
  });

  test('without such a code has no language to choose', async () => {
    expect(await ask('/fail/none', 'de')).toMatchObject({
      spoken: undefined,
      vary: undefined,
      body: { error: 'There is nothing.' },
    });
  });
});

describe('GET /api/help/:code', () => {
  test.each([
    ['AADSTS65001', /^Die Erlaubnis, aus diesem Postfach zu senden/],
    ['MailboxNotEnabledForRESTAPI', /^Dieses Konto hat kein Postfach in Microsoft 365/],
    ['5.7.233', /^Ihre ganze Organisation/],
    ['redirect_uri_mismatch', /^Der Weiterleitungs-URI/],
  ])('explains %s in German', async (code, text) => {
    const { spoken, vary, body } = await ask(`/api/help/${code}`, 'de');
    expect({ spoken, vary }).toEqual({ spoken: 'de', vary: 'accept-language' });
    expect(body['matches']).toMatchObject([{ code, text: expect.stringMatching(text) }]);
  });

  test('stays English where a part has no German', async () => {
    const { spoken, body } = await ask('/api/help/12006', 'de');
    expect(spoken).toBe('en');
    expect(body['matches']).toMatchObject([{ text: expect.stringMatching(/^The sign-in window/) }]);
  });
});
