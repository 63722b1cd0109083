/**
 * Like microsoftClientsScript: Microsoft's own clients against the sandbox, in the ways that need no web server of ours:
 * a certificate in place of a secret, a loopback port, a device code. Prints what they saw as one JSON line.
 */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfidentialClientApplication, type Configuration, PublicClientApplication } from '@azure/msal-node';
import { signInAtSandbox, signInForDevice } from '../../support/signInAtSandbox.ts';

interface Given {
  url: string;
  publicId: string;
  certifiedId: string;
  keyFile: string;
  certificateFile: string;
}

const given = JSON.parse(process.argv[2] ?? '{}') as Given;
const redirectUri = 'http://localhost:4999/callback';
const scopes = ['Mail.Send', 'User.Read'];
const smtp = ['https://outlook.office.com/SMTP.Send'];
const person = { address: 'anna@contoso.example' };

const auth = (tenant: string, clientId: string): Configuration['auth'] => ({
  clientId,
  authority: `${given.url}/${tenant}`,
  knownAuthorities: [new URL(given.url).host],
});

const result = {
  certificate: { sha256: await byCertificate('sha256'), sha1: await byCertificate('sha1') },
  loopback: await overLoopback(),
  device: await byDevice('accept'),
  declined: await byDevice('cancel'),
};
process.stdout.write(JSON.stringify(result));

/** At the tenant's own address, with a nonce; then a token for the other service from the same refresh token. */
async function byCertificate(hash: 'sha1' | 'sha256') {
  const { fingerprint, fingerprint256 } = new X509Certificate(readFileSync(given.certificateFile));
  const print = (hash === 'sha1' ? fingerprint : fingerprint256).replaceAll(':', '');
  const clientCertificate = {
    privateKey: readFileSync(given.keyFile, 'utf8'),
    ...(hash === 'sha1' ? { thumbprint: print } : { thumbprintSha256: print }),
  };
  const msal = new ConfidentialClientApplication({
    auth: { ...auth('3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10', given.certifiedId), clientCertificate },
  });
  const wanted = { scopes, redirectUri, state: 'st', nonce: 'no' };
  const authUrl = await msal.getAuthCodeUrl({ ...wanted, extraScopesToConsent: smtp });
  const code = new URL((await signInAtSandbox(authUrl, person)).redirect).searchParams.get('code') ?? '';
  const first = await msal.acquireTokenByCode({ ...wanted, code }, { code, state: 'st' });
  if (first.account === null) throw new Error('msal-node found no account in the answer');
  const other = await msal.acquireTokenSilent({ scopes: smtp, account: first.account });
  return {
    username: first.account.username,
    claims: first.idTokenClaims,
    scopes: other.scopes,
    other: other.accessToken !== first.accessToken,
  };
}

async function overLoopback() {
  const msal = new PublicClientApplication({ auth: auth('common', given.publicId) });
  const openBrowser = async (url: string) => {
    const { redirect, form } = await signInAtSandbox(url, person);
    await fetch(redirect, { method: 'POST', body: new URLSearchParams(form) });
  };
  const first = await msal.acquireTokenInteractive({ scopes, openBrowser });
  if (first.account === null) throw new Error('msal-node found no account in the answer');
  const second = await msal.acquireTokenSilent({ scopes, account: first.account, forceRefresh: true });
  return { username: first.account.username, refreshed: second.accessToken !== first.accessToken };
}

async function byDevice(decision: 'accept' | 'cancel') {
  const msal = new PublicClientApplication({ auth: auth('organizations', given.publicId) });
  let page: Promise<string> | undefined;
  const asked = msal.acquireTokenByDeviceCode({
    scopes,
    deviceCodeCallback: ({ userCode, verificationUri }) => {
      page = signInForDevice({ user_code: userCode, verification_uri: verificationUri }, { ...person, decision });
    },
  });
  const answer = await asked.then(
    (tokens) => tokens?.account?.username,
    (error: { message: string }) => error.message,
  );
  return { answer, page: await page };
}
