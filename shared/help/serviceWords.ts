/**
 * What sign-in services that call themselves by a name answer with: Google, and any that speaks the standards.
 * Sources: RFC 6749 4.1.2.1 and 5.2, RFC 7009 2.2.1, RFC 8628 3.5, OpenID Connect Core 3.1.2.6, Google "Using OAuth 2.0 for
 * Web Server Applications" (authorization errors).
 */

/** `name`: the service as a person calls it; at most once in a text. */
type Words = (name: string) => string;

const AGAIN = 'Connect the mailbox again and sign in.';
const RUNS_IT = 'The person who runs this Mergepost server must';
const signIn: Words = (name) => `${name} asks for a new sign-in. ${AGAIN}`;
const busy: Words = (name) => `${name} is busy. Try again in a few minutes.`;
const wrongRequest: Words = (name) => `${name} did not understand the request. ${RUNS_IT} check the settings of the app.`;
const wrongApp: Words = (name) => `${name} does not know the app. ${RUNS_IT} check its client id.`;

/** By `error`; `unknown_error` for any other. */
export const SERVICE_WORDS = {
  invalid_grant: (name) => `${name} no longer accepts the permission: it has expired or was withdrawn. ${AGAIN}`,
  invalid_token: (name) => `${name} no longer accepts the permission. ${AGAIN}`,
  login_required: signIn,
  interaction_required: signIn,
  reauth_required: signIn,
  account_selection_required: () => 'Choose an account. Connect the mailbox again.',
  consent_required: () => 'The permission was not given yet. Connect the mailbox again and accept.',
  access_denied: () => 'The permission was not given. Nothing was connected; try again if you want to.',
  invalid_client: (name) =>
    `${name} does not accept the app’s client id or secret. ${RUNS_IT} set them again; nobody has to sign in anew.`,
  unauthorized_client: (name) => `The app is not allowed to do this at ${name}. ${RUNS_IT} check its registration.`,
  deleted_client: (name) => `The app was deleted at ${name}. ${RUNS_IT} register it again.`,
  disabled_client: (name) => `The app is switched off at ${name}. ${RUNS_IT} look at its registration.`,
  invalid_scope: (name) => `${name} does not know a permission that is asked for. ${RUNS_IT} check the scopes of the app.`,
  insufficient_scope: () => 'A permission is missing. Connect the mailbox again and accept all that is asked.',
  redirect_uri_mismatch: (name) =>
    `The redirect address is not registered at ${name}. ${RUNS_IT} register the one shown with the app.`,
  invalid_request: wrongRequest,
  unsupported_grant_type: wrongRequest,
  unsupported_response_type: wrongRequest,
  invalid_request_object: wrongRequest,
  registration_not_supported: wrongApp,
  unknown_client: wrongApp,
  admin_policy_enforced: (name) => `Your organisation has not allowed Mergepost at ${name}. Ask your administrator.`,
  org_internal: (name) =>
    `The app is for one organisation only at ${name}. Sign in with an account of that organisation, or ask the person who runs this server to open the app to others.`,
  server_error: (name) => `${name} had a fault. Try again in a few minutes.`,
  temporarily_unavailable: busy,
  slow_down: busy,
  rate_limit_exceeded: busy,
  expired_token: () => 'The code for signing in has expired. Start again.',
  unknown_error: (name) => `${name} did not finish the sign-in. Try again.`,
} as const satisfies Record<string, Words>;

export type ServiceError = keyof typeof SERVICE_WORDS;
