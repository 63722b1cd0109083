/** The doctor before real servers, each with its fault. */
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type ExamineDeps, examine } from '../../../server/doctor/examine.ts';
import type { OAuthApp } from '../../../server/oauth/oauthApp.ts';
import type { Check } from '../../../shared/api/doctor.ts';
import { aDoctor, aGenericApp, aMicrosoftApp, byId, SECRET } from '../../support/aDoctor.ts';
import { anImapServer } from '../../support/anImapServer.ts';
import { anSmtpServer } from '../../support/anSmtpServer.ts';
import { aTestCertificate } from '../../support/aTestCertificate.ts';
import { type WireServer, wireServer } from '../../support/wireServer.ts';

const running: { close: () => unknown }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push(server);
  return (server.address() as AddressInfo).port;
}

async function freedPort(): Promise<number> {
  const server = createServer();
  const port = await portOf(server);
  await new Promise((resolve) => running.pop() && server.close(resolve));
  return port;
}

async function signInService(): Promise<WireServer> {
  const server = await wireServer();
  running.push(server);
  server.answer((response) => response.writeHead(400).end(JSON.stringify({ error: 'invalid_grant' })));
  return server;
}

/** An app whose sign-in works and whose Graph is at that address. */
async function appWithGraphAt(graphUrl: string): Promise<OAuthApp> {
  const { url } = await signInService();
  return aMicrosoftApp({ authorityUrl: url, urls: { graphUrl } });
}

async function https(certificate = {}, date = new Date().toUTCString()): Promise<{ port: number; ca: string }> {
  const pem = await aTestCertificate(certificate);
  const server = createHttps(pem, (_request, response) => {
    response.sendDate = false;
    response.writeHead(404, { date }).end();
  });
  // A client that does not like the certificate breaks off.
  server.on('tlsClientError', () => undefined);
  return { port: await portOf(server), ca: pem.ca };
}

async function look(
  apps: OAuthApp[],
  change: Partial<ExamineDeps> = {},
  ca: string | null = null,
): Promise<Record<string, Check>> {
  return byId(await examine(aDoctor(apps, change, ca)));
}

describe('a host on the web', () => {
  test('that is in order: name, connection, certificate, each with its time', async () => {
    const { port, ca } = await https();
    const found = await look([await appWithGraphAt(`https://localhost:${port}`)], {}, ca);
    expect(found['dns:localhost']).toMatchObject({ status: 'ok', detail: expect.stringMatching(/127\.0\.0\.1|::1/) });
    expect(found[`tcp:localhost:${port}`]).toMatchObject({ status: 'ok', milliseconds: expect.any(Number) });
    expect(found[`tls:localhost:${port}`]).toMatchObject({
      status: 'ok',
      detail: 'It is trusted, for 29 more days.',
      next: null,
    });
    expect(Object.values(found).filter(({ status }) => status === 'failed' || status === 'warning')).toEqual([]);
  });

  test('nobody listens', async () => {
    const port = await freedPort();
    const found = await look([await appWithGraphAt(`https://127.0.0.1:${port}`)]);
    expect(found[`tcp:127.0.0.1:${port}`]).toMatchObject({
      status: 'failed',
      detail: expect.stringMatching(
        /refused: nothing listens on port \d+.*needed for connecting mailboxes \(“Microsoft”\) and sending/,
      ),
      next: expect.stringContaining(`port ${port} of this computer`),
    });
    expect(found[`tls:127.0.0.1:${port}`]).toMatchObject({ status: 'skipped', milliseconds: null });
  });

  test.each<[string, object, boolean, string, RegExp, RegExp]>([
    [
      'is for another name',
      { names: ['other.example.com'] },
      true,
      'failed',
      /is for another name/,
      /something answers in place of/,
    ],
    ['nobody vouches for', {}, false, 'failed', /authority that is not trusted here, “Test authority/, /NODE_EXTRA_CA_CERTS/],
    ['has expired', { days: -3 }, true, 'failed', /expired 3 days ago/, /Check the clock of this computer/],
    ['ends soon', { days: 2.5 }, true, 'warning', /only for 2 more days/, /renews it in time/],
  ])('whose certificate %s', async (_fault, certificate, trusted, status, detail, next) => {
    const { port, ca } = await https(certificate);
    const found = await look([await appWithGraphAt(`https://localhost:${port}`)], {}, trusted ? ca : null);
    expect(found[`tls:localhost:${port}`]).toMatchObject({
      status,
      detail: expect.stringMatching(detail),
      next: expect.stringMatching(next),
    });
  });

  test('that does not speak TLS', async () => {
    const server = await wireServer();
    running.push(server);
    const { port } = new URL(server.url);
    const found = await look([await appWithGraphAt(`https://127.0.0.1:${port}`)]);
    expect(found[`tls:127.0.0.1:${port}`]).toMatchObject({
      status: 'failed',
      detail: expect.stringContaining('does not speak TLS'),
    });
  });

  test('that takes the connection and then says nothing', async () => {
    const port = await portOf(createServer((socket) => socket.on('error', () => undefined)));
    const found = await look([await appWithGraphAt(`https://127.0.0.1:${port}`)]);
    expect(found[`tcp:127.0.0.1:${port}`]?.status).toBe('ok');
    expect(found[`tls:127.0.0.1:${port}`]).toMatchObject({ status: 'failed', detail: expect.stringContaining('(ETIMEDOUT)') });
  });

  test('with a name that nobody knows', async () => {
    const found = await look([await appWithGraphAt('https://graph.invalid')]);
    expect(found['dns:graph.invalid']).toMatchObject({ status: 'failed', next: expect.stringContaining('graph.invalid') });
    expect(found['tcp:graph.invalid:443']?.status).toBe('skipped');
  });

  test.each([
    [0, 'ok', 'Both say the same.'],
    [10, 'failed', 'This computer is 10 minutes behind: with such a difference sign-ins fail.'],
    [-2, 'warning', 'This computer is 2 minutes ahead: from five minutes on, sign-ins fail.'],
  ])('whose clock is %s minutes ahead', async (minutes, status, detail) => {
    const { port, ca } = await https({}, new Date(Date.now() + minutes * 60_000).toUTCString());
    const app = aMicrosoftApp({ authorityUrl: `https://localhost:${port}`, urls: { graphUrl: `https://localhost:${port}` } });
    const found = await look([app], {}, ca);
    expect(found[`clock:localhost:${port}`]).toMatchObject({ group: 'clock', status, detail });
  });

  test('over plain http on this computer there is nothing to encrypt', async () => {
    const { url } = await signInService();
    const found = await look([aMicrosoftApp({ authorityUrl: url, urls: { graphUrl: url } })]);
    expect(found[`tls:${new URL(url).host}`]).toMatchObject({ status: 'skipped', detail: expect.stringContaining('Plain http') });
  });
});

describe('a mail server', () => {
  const withServers = async (servers: Partial<OAuthApp>): Promise<OAuthApp> => {
    const { url } = await signInService();
    return aGenericApp({ urls: { authorizeUrl: `${url}/a`, tokenUrl: `${url}/t` }, ...servers });
  };

  test('for sending and one for reading, in order', async () => {
    const smtp = await anSmtpServer();
    const imap = await anImapServer({ security: 'starttls' });
    running.push(smtp, imap);
    const app = await withServers({ smtp: smtp.server, imap: imap.server, baseScope: 'imap-smtp' });
    const found = await look([app], {}, `${smtp.ca}\n${imap.ca}`);
    expect(found[`smtp:localhost:${smtp.server.port}`]).toMatchObject({ status: 'ok', detail: 'It greets and offers STARTTLS.' });
    expect(found[`imap:localhost:${imap.server.port}`]?.status).toBe('ok');
    for (const { port } of [smtp.server, imap.server]) expect(found[`tls:localhost:${port}`]?.status).toBe('ok');
    expect(smtp.logins).toEqual([]);
  });

  test('without STARTTLS', async () => {
    const smtp = await anSmtpServer({ options: { disabledCommands: ['STARTTLS'] } });
    running.push(smtp);
    const found = await look([await withServers({ smtp: smtp.server })]);
    expect(found[`smtp:localhost:${smtp.server.port}`]).toMatchObject({
      status: 'failed',
      detail: expect.stringContaining('offers no STARTTLS'),
      next: expect.stringContaining('often 465'),
    });
    expect(found[`tls:localhost:${smtp.server.port}`]?.status).toBe('skipped');
  });

  test('that turns us away', async () => {
    const smtp = await anSmtpServer();
    smtp.answers = { connect: { code: 554, text: 'no service for you' } };
    running.push(smtp);
    const found = await look([await withServers({ smtp: smtp.server })]);
    expect(found[`smtp:localhost:${smtp.server.port}`]).toMatchObject({
      status: 'failed',
      detail: expect.stringMatching(/turns this computer away: “554 .*no service for you”/),
    });
  });

  test('of the own house: its authority belongs into MAIL_CA_FILE', async () => {
    const smtp = await anSmtpServer({ security: 'tls' });
    running.push(smtp);
    const app = await withServers({ smtp: smtp.server });
    const untrusted = await look([app]);
    expect(untrusted[`tls:localhost:${smtp.server.port}`]).toMatchObject({
      status: 'failed',
      next: expect.stringContaining('MAIL_CA_FILE'),
    });
    expect((await look([app], {}, smtp.ca))[`tls:localhost:${smtp.server.port}`]?.status).toBe('ok');
  });

  test('that no application names is missing', async () => {
    const found = await look([await withServers({ smtp: null })]);
    expect(found['app:own:addresses']).toMatchObject({ status: 'failed', detail: expect.stringContaining('no SMTP server') });
  });
});

describe('an application', () => {
  const refusing = async (status: number, body: unknown): Promise<{ app: OAuthApp; server: WireServer }> => {
    const server = await signInService();
    server.answer((response) => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)));
    return { server, app: aMicrosoftApp({ authorityUrl: server.url, urls: { graphUrl: server.url } }) };
  };
  const entra = (error: string, number: number) => ({
    error,
    error_description: `AADSTS${number}: words with ${SECRET} in them. Trace ID: x`,
    error_codes: [number],
  });

  test.each<[string, number, unknown, Check['status'], RegExp]>([
    ['a wrong secret', 401, entra('invalid_client', 7000215), 'failed', /secret is wrong.*AADSTS7000215/],
    ['an expired secret', 401, entra('invalid_client', 7000222), 'failed', /expired.*AADSTS7000222/],
    ['a missing secret', 401, entra('invalid_client', 7000218), 'failed', /secret is missing.*AADSTS7000218/],
    ['a public client', 401, entra('invalid_client', 700025), 'failed', /public client.*AADSTS700025/],
    ['an unknown client id', 400, entra('unauthorized_client', 700016), 'failed', /not known.*AADSTS700016/],
    ['an unknown tenant', 400, entra('invalid_request', 90002), 'failed', /does not exist.*AADSTS90002/],
    ['a disabled app', 400, entra('invalid_grant', 7000112), 'failed', /disabled.*AADSTS7000112/],
    ['a number nobody knows', 401, entra('invalid_client', 7999999), 'failed', /does not accept the client id.*AADSTS7999999/],
    ['a made-up sign-in', 400, entra('invalid_grant', 70000), 'ok', /not refused: .*only the made-up sign-in/],
    ['its form alone', 400, entra('invalid_grant', 9002313), 'ok', /did not get as far as the secret/],
    ['no tenant in it', 400, entra('invalid_request', 90019), 'ok', /did not get as far as the secret/],
    ['the request', 400, { error: 'invalid_request' }, 'warning', /did not say whether it takes id and secret/],
    ['everything, repeating it', 400, { error: `${SECRET} is wrong` }, 'warning', /something that is no known word/],
    ['with a busy sign', 503, { error: 'temporarily_unavailable' }, 'warning', /is busy/],
    ['nothing at all', 200, { access_token: 'x', token_type: 'Bearer' }, 'warning', /lets in somebody who does not exist/],
    ['a page nobody knows', 404, '<h1>Not found</h1>', 'failed', /no sign-in service/],
  ])('whose sign-in service refuses %s', async (_what, status, body, found, detail) => {
    const { app, server } = await refusing(status, body);
    const checks = await examine(aDoctor([app]));
    const check = byId(checks)['app:microsoft:credentials'];
    expect(check).toMatchObject({ group: 'apps', status: found, detail: expect.stringMatching(detail) });
    expect(check?.next === null).toBe(found === 'ok');
    expect(JSON.stringify(checks)).not.toContain(SECRET);
    const asked = server.heard.filter(({ method }) => method === 'POST');
    expect(asked.map(({ path }) => path)).toEqual(['/common/oauth2/v2.0/token']);
    expect(new URLSearchParams(asked[0]?.body).get('grant_type')).toBe('refresh_token');
  });

  test('of another provider, whose issuer says where everything is', async () => {
    const server = await signInService();
    const { url } = server;
    const issuer = `${url}/realm`;
    server.answer((response) => {
      const last = server.heard.at(-1);
      if (last?.method === 'POST') return response.writeHead(401).end(JSON.stringify({ error: 'invalid_client' }));
      const endpoints = { authorization_endpoint: `${url}/a`, token_endpoint: `${url}/t`, jwks_uri: `${url}/k` };
      return response.writeHead(200).end(JSON.stringify({ issuer, ...endpoints }));
    });
    const smtp = await anSmtpServer();
    running.push(smtp);
    const found = await look([aGenericApp({ urls: { issuer }, smtp: smtp.server })], {}, smtp.ca);
    expect(found['app:own:credentials']).toMatchObject({ status: 'failed', detail: expect.stringContaining('“invalid_client”') });
    expect(found['app:own:addresses']).toBeUndefined();
  });

  test('whose issuer does not answer', async () => {
    const issuer = `http://127.0.0.1:${await freedPort()}`;
    const found = await look([aGenericApp({ urls: { issuer } })], {
      probeMail: () => new Promise(() => undefined),
      limitMs: 3000,
    });
    expect(found['app:own:addresses']).toMatchObject({ status: 'failed', detail: expect.stringContaining(issuer) });
    expect(found['app:own:credentials']).toBeUndefined();
    expect(found[`tcp:${new URL(issuer).host}`]?.status).toBe('failed');
  });

  test('that is switched off, or somebody’s own, is not asked', async () => {
    const { app, server } = await refusing(400, { error: 'invalid_grant' });
    const found = await look([
      { ...app, enabled: false },
      { ...app, key: 'imported', ownerId: 'ben', name: 'Ben’s' },
    ]);
    expect(server.heard).toEqual([]);
    expect(found['app:microsoft:enabled']?.status).toBe('skipped');
    expect(found['app:imported']).toMatchObject({ status: 'skipped', detail: expect.not.stringContaining('Ben') });
  });
});

describe('the look as a whole', () => {
  test('a host that many need is asked once', async () => {
    const server = await signInService();
    const app = aMicrosoftApp({ authorityUrl: server.url, urls: { graphUrl: server.url } });
    const asked: string[] = [];
    const found = await look([app, { ...app, key: 'second', name: 'Second' }], {
      probeWeb: ({ host, port }) => {
        asked.push(`${host}:${port}`);
        return Promise.reject(new Error('not to be waited for'));
      },
    }).catch((error: unknown) => error);
    expect(found).toEqual(new Error('not to be waited for'));
    expect(asked).toEqual([new URL(server.url).host]);
  });

  test('what takes too long is told, and the rest is there', async () => {
    const { url } = await signInService();
    const app = aMicrosoftApp({ authorityUrl: url, urls: { graphUrl: url } });
    const found = await look([app], { probeWeb: () => new Promise(() => undefined), limitMs: 3000 });
    expect(found[`tcp:${new URL(url).host}`]).toMatchObject({ status: 'warning', next: 'Run the check again.' });
    expect(found['app:microsoft:credentials']?.status).toBe('ok');
    expect(found['accounts:connected']?.detail).toBe('3 mailboxes can send.');
  });

  test('keys of a host application are needed too', async () => {
    const port = await freedPort();
    const found = await look([], { hostKeysUrl: `https://127.0.0.1:${port}/keys` });
    expect(found[`tcp:127.0.0.1:${port}`]?.detail).toContain('the host application’s sessions');
  });

  test('applications that could not be read are told', async () => {
    const trouble = 'Their secrets do not open.';
    expect((await look([], { apps: () => Promise.resolve({ apps: [], trouble }) }))['app:stored']?.detail).toBe(trouble);
  });
});
