/**
 * A provider whose codes say what happens: `anna` is a grant of anna@mail.example that does not last, `anna.lasting` one
 * with a refresh token, `anna.lasting.switched-off` one whose mailbox cannot send yet, `anna.lasting.hinted` one whose
 * address was only given by whoever started the trip. Each code is good once.
 */
import type { AuthorizeAsk, Grant, MailProvider } from '../../server/accounts/providers/mailProvider.ts';
import { explainOAuth } from '../../server/oauth/oauthHelp.ts';
import { appOfSettings } from '../../server/oauth/oauthApp.ts';

export interface FakeProvider extends MailProvider {
  /** Every way to the sign-in pages that was made. */
  asked: AuthorizeAsk[];
  redeemed: string[];
  revoked: string[];
}

export const SWITCHED_OFF = {
  state: 'needs-admin',
  reason: 'Sending over SMTP is switched off for this mailbox.',
  next: 'Ask your administrator to allow it: https://aka.ms/smtp_auth_disabled.',
} as const;

export function fakeProvider(key: string, clock: () => number): FakeProvider {
  const name = key === 'mail' ? 'Fine Mail' : 'Other & Co';
  const [asked, redeemed, revoked] = [[] as AuthorizeAsk[], [] as string[], [] as string[]];
  return {
    asked,
    redeemed,
    revoked,
    key,
    app: { ...appOfSettings(SETTINGS), key, name, kind: 'generic', urls: { issuer: `https://${key}.example` } },
    provider: key,
    name,
    issuer: `https://${key}.example`,
    wire: { kind: 'gmail', gmailUrl: `https://${key}.example` },
    consentForRefresh: true,
    idleDays: null,
    scopesFor: () => ['send'],
    maySendAs: () => false,
    authorizeUrl: (ask) => {
      asked.push(ask);
      const { state, nonce, prompt, loginHint } = ask;
      const query = { state, nonce, ...(prompt !== null && { prompt }), ...(loginHint !== null && { login_hint: loginHint }) };
      return Promise.resolve(`https://${key}.example/authorize?${new URLSearchParams(query).toString()}`);
    },
    explain: explainOAuth(name),
    redeem: ({ code }) => {
      if (redeemed.includes(code)) {
        return Promise.resolve({ ok: false, mender: 'user', failure: { error: 'invalid_grant', help: 'Used already.' } });
      }
      redeemed.push(code);
      return Promise.resolve(grantOf(code, clock()));
    },
    refresh: () => Promise.reject(new Error('nobody refreshes here')),
    identify: () => Promise.reject(new Error('nobody signs in here')),
    openMailbox: (grant) => {
      const [who = '', ...words] = grant.accessToken.split('.');
      const address = `${who}@mail.example`;
      return Promise.resolve({
        ok: true,
        identity: { tid: key, oid: who, name: who, shownAddress: address },
        address,
        displayName: who,
        grant,
        trouble: words.includes('switched-off') ? SWITCHED_OFF : null,
        ...(words.includes('hinted') && { hinted: true as const }),
      });
    },
    revoke: (refreshToken) => {
      revoked.push(refreshToken);
      return Promise.resolve('revoked');
    },
    afterDisconnect: `To withdraw it at ${name}, open https://${key}.example/connections.`,
  };
}

function grantOf(code: string, now: number): Grant {
  const lasting = code.split('.').includes('lasting');
  return {
    ok: true,
    accessToken: code,
    expiresAt: now + 3600_000,
    scopes: ['send'],
    ...(lasting && { refreshToken: `refresh of ${code}` }),
  };
}

const SETTINGS = {
  clientId: 'c',
  clientSecret: 's',
  tenant: 't',
  authorityUrl: 'https://none.example',
  graphUrl: 'https://none.example',
};
