/**
 * What the errors of OAuth 2.0 and OpenID Connect mean, and the one next step for the person who can take it; for Google
 * and for any provider that speaks the standards. Sources: RFC 6749 4.1.2.1 and 5.2, RFC 7009 2.2.1, RFC 8628 3.5,
 * OpenID Connect Core 3.1.2.6, Google "Using OAuth 2.0 for Web Server Applications" (authorization errors).
 */
import type { Explain, Mender, OAuthRefusal, OAuthVerdict } from './tokenAnswer.ts';

type Help = readonly [mender: Mender, text: (name: string) => string];

const AGAIN = 'Connect the mailbox again and sign in.';
const RUNS_IT = 'The person who runs this Mergepost server must';
const signIn: Help = ['user', (name) => `${name} asks for a new sign-in. ${AGAIN}`];
const busy: Help = ['later', (name) => `${name} is busy. Try again in a few minutes.`];
const wrongRequest: Help = [
  'operator',
  (name) => `${name} did not understand the request. ${RUNS_IT} check the settings of the app.`,
];
const adminFirst: Help = ['admin', (name) => `Your organisation has not allowed Mergepost at ${name}. Ask your administrator.`];
const wrongApp: Help = ['operator', (name) => `${name} does not know the app. ${RUNS_IT} check its client id.`];

const HELP: Readonly<Record<string, Help>> = {
  invalid_grant: ['user', (name) => `${name} no longer accepts the permission: it has expired or was withdrawn. ${AGAIN}`],
  invalid_token: ['user', (name) => `${name} no longer accepts the permission. ${AGAIN}`],
  login_required: signIn,
  interaction_required: signIn,
  reauth_required: signIn,
  account_selection_required: ['user', () => 'Choose an account. Connect the mailbox again.'],
  consent_required: ['user', () => 'The permission was not given yet. Connect the mailbox again and accept.'],
  access_denied: ['declined', () => 'The permission was not given. Nothing was connected; try again if you want to.'],
  invalid_client: [
    'operator',
    (name) => `${name} does not accept the app’s client id or secret. ${RUNS_IT} set them again; nobody has to sign in anew.`,
  ],
  unauthorized_client: ['operator', (name) => `The app is not allowed to do this at ${name}. ${RUNS_IT} check its registration.`],
  deleted_client: ['operator', (name) => `The app was deleted at ${name}. ${RUNS_IT} register it again.`],
  disabled_client: ['operator', (name) => `The app is switched off at ${name}. ${RUNS_IT} look at its registration.`],
  invalid_scope: [
    'operator',
    (name) => `${name} does not know a permission that is asked for. ${RUNS_IT} check the scopes of the app.`,
  ],
  insufficient_scope: ['user', () => `A permission is missing. Connect the mailbox again and accept all that is asked.`],
  redirect_uri_mismatch: [
    'operator',
    (name) => `The redirect address is not registered at ${name}. ${RUNS_IT} register the one shown with the app.`,
  ],
  invalid_request: wrongRequest,
  unsupported_grant_type: wrongRequest,
  unsupported_response_type: wrongRequest,
  invalid_request_object: wrongRequest,
  registration_not_supported: wrongApp,
  unknown_client: wrongApp,
  admin_policy_enforced: adminFirst,
  org_internal: [
    'operator',
    (name) =>
      `The app is for one organisation only at ${name}. Sign in with an account of that organisation, or ask the person who runs this server to open the app to others.`,
  ],
  server_error: ['later', (name) => `${name} had a fault. Try again in a few minutes.`],
  temporarily_unavailable: busy,
  slow_down: busy,
  rate_limit_exceeded: busy,
  expired_token: ['user', () => 'The code for signing in has expired. Start again.'],
};

/** A map: anybody can write `error=constructor` into an address. */
const BY_ERROR = new Map(Object.entries(HELP));
const UNKNOWN: Help = ['user', (name) => `${name} did not finish the sign-in. Try again.`];

/** @param name the provider as a person calls it. */
export function explainOAuth(name: string): Explain {
  return (said) => verdict(name, said);
}

function verdict(name: string, said: OAuthRefusal): OAuthVerdict {
  const error = typeof said.error === 'string' && said.error !== '' ? said.error : 'unknown_error';
  const [mender, text] = BY_ERROR.get(error) ?? UNKNOWN;
  return { mender, failure: { error, help: text(name) } };
}
