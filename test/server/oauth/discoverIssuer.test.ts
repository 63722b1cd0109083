import { describe, expect, test } from '@jest/globals';
import { issuerDiscovery } from '../../../server/oauth/discoverIssuer.ts';
import { genericEndpoints } from '../../../server/oauth/genericEndpoints.ts';

const ISSUER = 'https://id.example/realm';
const DOCUMENT = {
  issuer: ISSUER,
  authorization_endpoint: 'https://id.example/auth',
  token_endpoint: 'https://id.example/token',
  jwks_uri: 'https://id.example/keys',
  id_token_signing_alg_values_supported: ['HS256', 'none', 'ES256'],
};

type Answer = [number, unknown] | Error;

/** A provider whose documents are these. */
function provider(documents: Record<string, Answer>) {
  const asked: string[] = [];
  let now = 0;
  const fetchOne = async (url: string): Promise<Response> => {
    asked.push(url);
    const answer = documents[url] ?? ([404, {}] as const);
    if (answer instanceof Error) throw answer;
    return new Response(JSON.stringify(answer[1]), { status: answer[0] });
  };
  const discover = issuerDiscovery({ fetch: fetchOne as unknown as typeof fetch, clock: () => now, timeoutMs: 1000 });
  return { asked, documents, discover, later: (ms: number) => (now += ms) };
}

const OIDC = `${ISSUER}/.well-known/openid-configuration`;
const OAUTH = 'https://id.example/.well-known/oauth-authorization-server/realm';

describe('an issuer', () => {
  test('describes itself where OpenID Connect says', async () => {
    const { discover } = provider({ [OIDC]: [200, DOCUMENT] });
    expect(await discover(ISSUER)).toEqual({
      ok: true,
      metadata: {
        issuer: ISSUER,
        authorizeUrl: 'https://id.example/auth',
        tokenUrl: 'https://id.example/token',
        jwksUrl: 'https://id.example/keys',
        signedWith: ['HS256', 'none', 'ES256'],
      },
    });
  });

  test('or where RFC 8414 says', async () => {
    const { discover, asked } = provider({ [OAUTH]: [200, DOCUMENT] });
    expect(await discover(ISSUER)).toMatchObject({ ok: true });
    expect(asked).toEqual([OIDC, OAUTH]);
  });

  test('is asked once an hour, by however many at once', async () => {
    const { discover, asked, later } = provider({ [OIDC]: [200, DOCUMENT] });
    await Promise.all([discover(ISSUER), discover(ISSUER)]);
    await discover(ISSUER);
    expect(asked).toHaveLength(1);
    later(3600_001);
    await discover(ISSUER);
    expect(asked).toHaveLength(2);
  });

  test('that did not answer is asked again at once', async () => {
    const { discover, documents } = provider({ [OIDC]: new TypeError('fetch failed') });
    expect(await discover(ISSUER)).toMatchObject({ ok: false, later: true });
    documents[OIDC] = [200, DOCUMENT];
    expect(await discover(ISSUER)).toMatchObject({ ok: true });
  });

  test.each<[string, Answer, boolean, RegExp]>([
    [
      'speaks for another',
      [200, { ...DOCUMENT, issuer: 'https://id.example' }],
      false,
      /another issuer: https:\/\/id\.example\./,
    ],
    ['sends secrets over plain http', [200, { ...DOCUMENT, token_endpoint: 'http://id.example/token' }], false, /without https/],
    [
      'points at this computer from elsewhere',
      [200, { ...DOCUMENT, jwks_uri: 'http://127.0.0.1:6379/keys' }],
      false,
      /without https/,
    ],
    ['has a fault', [500, {}], true, /status 500/],
    ['is no issuer', [404, {}], false, /status 404/],
    ['describes nothing', [200, 'text'], false, /no JSON/],
  ])('that %s is refused', async (_name, answer, later, reason) => {
    const { discover } = provider({ [OIDC]: answer });
    expect(await discover(ISSUER)).toEqual({ ok: false, later, reason: expect.stringMatching(reason) });
  });
});

describe('the addresses of an app', () => {
  const placesOf = (urls: Parameters<typeof genericEndpoints>[0]['urls'], document: object = DOCUMENT) =>
    genericEndpoints({ urls, name: 'Post' }, provider({ [OIDC]: [200, document] }).discover);

  test('that were set by hand win', async () => {
    expect(
      await placesOf({ issuer: ISSUER, tokenUrl: 'https://own.example/t', revocationUrl: 'https://own.example/r' }),
    ).toMatchObject({
      ok: true,
      endpoints: {
        authorizeUrl: 'https://id.example/auth',
        tokenUrl: 'https://own.example/t',
        revocationUrl: 'https://own.example/r',
        userinfoUrl: null,
      },
    });
  });

  test.each([
    ['in the header where the document does not say', undefined, 'header'],
    ['in the form where that is possible', ['client_secret_basic', 'client_secret_post'], 'body'],
    ['in the header where only that is', ['client_secret_basic', 'private_key_jwt'], 'header'],
  ])('a secret goes %s', async (_name, methods, secretIn) => {
    const document = { ...DOCUMENT, ...(methods && { token_endpoint_auth_methods_supported: methods }) };
    expect(await placesOf({ issuer: ISSUER }, document)).toMatchObject({ endpoints: { secretIn } });
  });

  test('id_tokens are never taken unsigned or signed with the secret', async () => {
    const rules = { issuer: ISSUER, jwksUrl: 'https://id.example/keys' };
    expect(await placesOf({ issuer: ISSUER })).toMatchObject({ endpoints: { idTokens: { ...rules, algorithms: ['ES256'] } } });
    const { id_token_signing_alg_values_supported: _unsaid, ...silent } = DOCUMENT;
    expect(await placesOf({ issuer: ISSUER }, silent)).toMatchObject({ endpoints: { idTokens: { algorithms: ['RS256'] } } });
  });

  test('without an issuer there is nothing to check them with', async () => {
    expect(await placesOf({ authorizeUrl: 'https://a.example', tokenUrl: 'https://t.example' })).toMatchObject({
      ok: true,
      endpoints: { idTokens: null, secretIn: 'body' },
    });
  });
});
