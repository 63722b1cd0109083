import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { GOOGLE_MAIL, googleTokensFor } from '../../support/googleTokens.ts';
import { tokenInfoOf } from '../../support/sandboxOverHttp.ts';
import { tokensFor } from '../../support/tokensFromSandbox.ts';

const ANNA = 'anna@contoso.example';
const GRACE = 'grace.holt@gmail.example';
const SMTP = 'https://outlook.office.com/SMTP.Send';
const IMAP = 'https://outlook.office.com/IMAP.AccessAsUser.All';
let sandbox: Sandbox;
let now = Date.parse('2026-11-20T18:00:00Z');

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clock: () => now });
});
afterAll(() => sandbox.close());

const info = (token: string) => tokenInfoOf({ sandboxUrl: sandbox.url }, token);
const microsoft = async (scope: string, address = ANNA) => (await tokensFor(sandbox, address, scope)).access_token;

test.each<[string, () => Promise<string>, object]>([
  [
    'for SMTP',
    () => microsoft(SMTP),
    { address: ANNA, aud: 'https://outlook.office.com', scopes: ['SMTP.Send'], smtp: true, imap: false },
  ],
  ['for SMTP and IMAP', () => microsoft(`${SMTP} ${IMAP}`), { smtp: true, imap: true }],
  ['for Graph, by the same name', () => microsoft('SMTP.Send'), { active: true, smtp: false, imap: false }],
  ['of somebody without a mailbox', () => microsoft(SMTP, 'leo@contoso.example'), { active: true, smtp: false }],
  [
    'of Google, for all mail',
    async () => (await googleTokensFor(sandbox, GRACE, { scope: GOOGLE_MAIL })).access_token,
    { provider: 'google', address: GRACE, scopes: [GOOGLE_MAIL], active: true, smtp: true, imap: true },
  ],
  [
    'of Google, for the Gmail API only',
    async () => (await googleTokensFor(sandbox, GRACE)).access_token,
    { active: true, smtp: false, imap: false },
  ],
  ['that never was', async () => 'nonsense', { active: false, expired: false, smtp: false, imap: false }],
  ['that only looks like Google’s', async () => 'ya29.nonsense', { active: false, smtp: false }],
])('a token %s', async (_name, make, expected) => {
  const token = await make();
  const seen = await info(token);
  expect(seen).toMatchObject(expected);
  expect(seen).toEqual(JSON.parse(JSON.stringify(await sandbox.tokenInfo(token))));
});

test('a token that is over or was revoked opens nothing, and says why', async () => {
  sandbox.settings.accessTokenSeconds = 60;
  const [old, oldGoogle] = [await microsoft(SMTP), (await googleTokensFor(sandbox, GRACE, { scope: GOOGLE_MAIL })).access_token];
  now += 60_000;
  expect([await info(old), await info(oldGoogle)]).toMatchObject(
    [ANNA, GRACE].map((address) => ({ active: false, expired: true, address, smtp: false, reason: 'It has expired.' })),
  );
  const [fresh, freshGoogle] = [
    await microsoft(SMTP),
    (await googleTokensFor(sandbox, GRACE, { scope: GOOGLE_MAIL })).access_token,
  ];
  sandbox.revoke(ANNA, { accessTokens: true });
  sandbox.revoke(GRACE);
  const revoked = { active: false, reason: 'It was revoked.' };
  expect([await info(fresh), await info(freshGoogle)]).toMatchObject([revoked, revoked]);
});
