/**
 * Runs in a process of its own, started with NODE_EXTRA_CA_CERTS, because that variable is read at start only: Microsoft's
 * own clients, as they come, against the sandbox under the https address given. Prints what they saw as one JSON line.
 */
import { ConfidentialClientApplication, CryptoProvider } from '@azure/msal-node';
import { Client } from '@microsoft/microsoft-graph-client';
import { signInAtSandbox } from '../../support/signInAtSandbox.ts';

const [url = '', clientId = '', clientSecret = ''] = process.argv.slice(2);
const redirectUri = 'http://localhost:4999/callback';
const scopes = ['Mail.Send', 'User.Read'];

const msal = new ConfidentialClientApplication({
  auth: { clientId, clientSecret, authority: `${url}/common`, knownAuthorities: [new URL(url).host] },
});
const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
const authUrl = await msal.getAuthCodeUrl({
  scopes,
  redirectUri,
  codeChallenge: challenge,
  codeChallengeMethod: 'S256',
  state: 'st',
  nonce: 'no',
});
const { redirect } = await signInAtSandbox(authUrl, { address: 'anna@contoso.example' });
const code = new URL(redirect).searchParams.get('code') ?? '';
const asked = { scopes, redirectUri, code, codeVerifier: verifier, state: 'st', nonce: 'no' };
const answered = { code, state: new URL(redirect).searchParams.get('state') ?? '' };
const first = await msal.acquireTokenByCode(asked, answered);
const account = first.account;
if (account === null) throw new Error('msal-node found no account in the answer');
const second = await msal.acquireTokenSilent({ scopes, account, forceRefresh: true });
const wrong = await msal.acquireTokenByCode(asked, answered).then(
  () => 'redeemed twice',
  (error: { errorCode: string; errorNo: string; message: string }) => ({ code: error.errorCode, no: error.errorNo }),
);

let accessToken = second.accessToken;
const graph = Client.init({
  baseUrl: `${url}/`,
  customHosts: new Set([new URL(url).hostname]),
  authProvider: (done) => done(null, accessToken),
});
const me = (await graph.api('/me').get()) as { mail: string };
await graph.api('/me/sendMail').post({
  message: {
    subject: 'From the Graph client',
    body: { contentType: 'Text', content: 'Hi' },
    toRecipients: [{ emailAddress: { address: 'a@receivers.example' } }],
  },
});
const refused = await failureOf(() => graph.api('/me/sendMail').post({ message: { colour: 'red' } }));
accessToken = 'no.good.token';
const stranger = await failureOf(() => graph.api('/me').get());

process.stdout.write(
  JSON.stringify({
    account: { username: account.username, tenantId: account.tenantId, homeAccountId: account.homeAccountId },
    scopes: first.scopes,
    refreshed: second.accessToken !== first.accessToken && !second.fromCache,
    wrong,
    mail: me.mail,
    refused,
    stranger,
  }),
);

async function failureOf(call: () => Promise<unknown>) {
  try {
    return await call();
  } catch (error) {
    const { statusCode, code, requestId } = error as { statusCode: number; code: string; requestId: string | null };
    return { statusCode, code, hasRequestId: typeof requestId === 'string' };
  }
}
