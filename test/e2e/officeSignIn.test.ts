/** Nested app authentication over HTTP: a host's token for our API becomes a session, and the person is the one of the window. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accountsOf, api, aServer, signedIn, type TestServer } from '../support/aServer.ts';
import { type NestedAsk, nestedTokens } from '../support/nestedTokens.ts';

const ANNA = 'anna@contoso.example';
const BEN = 'ben@contoso.example';
interface SessionBody {
  token: string;
  expiresAt: string;
  user: { id: string; email: string | null; name: string | null };
  code?: string;
  details?: unknown;
}

let server: TestServer;
let ask: NestedAsk;
beforeAll(async () => {
  server = await aServer({ OFFICE_SIGN_IN: 'nested' });
  ask = (await api<{ office: NestedAsk }>(server, 'GET', '/api/about')).body.office;
});
afterAll(() => server?.close());

const bring = (accessToken: string) => api<SessionBody>(server, 'POST', '/api/auth/office', { body: { accessToken } });
const who = (token: string) => api<{ user?: SessionBody['user'] }>(server, 'GET', '/api/auth/session', { token });

describe('inside Office', () => {
  test('the pane learns what to ask for', () => {
    expect(ask.scope).toBe(`api://${ask.clientId}/access_as_user`);
    expect(ask.authority).toBe(`${server.sandboxUrl}/common`);
  });

  test('a token of the host opens a session', async () => {
    const { status, body } = await bring((await nestedTokens(ask, ANNA, server.url)).access_token);
    expect([status, body.user.email, body.user.name]).toEqual([200, ANNA, 'Anna Berger']);
    expect((await who(body.token)).body.user).toEqual(body.user);
  });

  test('it is the same person as in the window, whichever came first, with the same mailboxes', async () => {
    const byWindow = await signedIn(server, ANNA);
    const byOffice = await bring((await nestedTokens(ask, ANNA, server.url)).access_token);
    expect(byOffice.body.user.id).toBe(byWindow.userId);
    expect((await accountsOf(server, byOffice.body.token)).map((account) => account.emailAddress)).toEqual([ANNA]);
    const ben = await bring((await nestedTokens(ask, BEN, server.url)).access_token);
    expect((await signedIn(server, BEN)).userId).toBe(ben.body.user.id);
    expect(ben.body.user.id).not.toBe(byWindow.userId);
  });

  test('neither the id_token nor a token for Graph opens anything', async () => {
    const { id_token } = await nestedTokens(ask, ANNA, server.url);
    const graph = await nestedTokens({ ...ask, scope: 'User.Read' }, ANNA, server.url);
    expect(await bring(id_token)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED', details: { fault: 'client' } } });
    expect(await bring(graph.access_token)).toMatchObject({ status: 401, body: { details: { fault: 'audience' } } });
    expect(await bring('rubbish')).toMatchObject({ status: 401, body: { details: { fault: 'malformed' } } });
  });

  test('our own session token is none, and a token for our API is no session token', async () => {
    const { access_token } = await nestedTokens(ask, ANNA, server.url);
    const { body } = await bring(access_token);
    expect((await bring(body.token)).status).toBe(401);
    expect((await who(access_token)).status).toBe(401);
  });
});

describe('a pane that was closed for a while', () => {
  const resume = (token: string) => api<SessionBody>(server, 'POST', '/api/auth/session/resume', { body: { token } });

  test('goes on with the newest token of its session, and with no older one', async () => {
    const { body } = await bring((await nestedTokens(ask, ANNA, server.url)).access_token);
    const again = await resume(body.token);
    expect([again.status, again.body.user]).toEqual([200, body.user]);
    expect((await who(again.body.token)).status).toBe(200);
  });

  test('whoever signed out stays out', async () => {
    const { body } = await bring((await nestedTokens(ask, ANNA, server.url)).access_token);
    await api(server, 'DELETE', '/api/auth/session', { token: body.token });
    expect(await resume(body.token)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
  });

  test('what is no token of ours brings nobody back', async () => {
    expect((await resume((await nestedTokens(ask, ANNA, server.url)).access_token)).status).toBe(401);
  });
});
