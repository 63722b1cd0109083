/**
 * What to do when Microsoft's library (msal-browser 5) could not get a token from the Office host. Its errors carry a code; a
 * refusal of the sign-in service carries that service's own, so whatever is not named here means the same: the window.
 * Source: the codes of @azure/msal-common and msal-browser; office “enable-nested-app-authentication-in-your-add-in”.
 */

/**
 * `popup`: the host may ask the person. `window`: sign in in our own window this time. `never`: there is no nested sign-in in
 * this document or mailbox, so it need not be tried again while the pane is open. `stop`: the person closed the host's window.
 */
export type NextWay = 'popup' | 'window' | 'never' | 'stop';

/** How the token was asked for. */
export type AskedHow = 'silent' | 'popup';

/** Somebody has to be asked: consent, password, a second factor, which account. */
const NEEDS_A_PERSON = [
  'interaction_required',
  'consent_required',
  'login_required',
  'bad_token',
  'interrupted_user',
  'no_tokens_found',
  'native_account_unavailable',
  'refresh_token_expired',
  'no_account_found',
  'no_account_error',
  'no_account_in_silent_request',
];

/** The host says so itself, or has no bridge to ask through (a file that is not in OneDrive, a mailbox at Gmail, an older Office). */
const NOT_HERE = ['nested_app_auth_bridge_disabled', 'unsupported_method', 'ui_not_allowed', 'method_not_implemented'];

const CLOSED_BY_THE_PERSON = ['user_canceled', 'user_cancelled'];

export function afterMsalError(error: unknown, how: AskedHow): NextWay {
  const { errorCode, name } = (typeof error === 'object' && error !== null ? error : {}) as {
    errorCode?: unknown;
    name?: unknown;
  };
  const code = typeof errorCode === 'string' ? errorCode : '';
  if (NOT_HERE.includes(code)) return 'never';
  if (CLOSED_BY_THE_PERSON.includes(code)) return how === 'popup' ? 'stop' : 'popup';
  // The service's own reasons come as this class, under any code.
  const needsAPerson = NEEDS_A_PERSON.includes(code) || name === 'InteractionRequiredAuthError';
  return needsAPerson && how === 'silent' ? 'popup' : 'window';
}
