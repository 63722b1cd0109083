/**
 * What Entra's errors mean, and the one next step for the person who can take it. Code branches on `error`; the AADSTS
 * numbers serve help only, because Microsoft may change them (entra reference-error-codes).
 */
import type { ProviderFailure } from '../../shared/api/errors.ts';
import type { Mender } from './tokenAnswer.ts';

interface Help {
  mender: Mender;
  text: string;
}

const SIGN_IN_AGAIN = 'Connect the mailbox again and sign in.';
const user = (text: string): Help => ({ mender: 'user', text });
const admin = (text: string): Help => ({ mender: 'admin', text });
const operator = (text: string): Help => ({ mender: 'operator', text });
const later = (text: string): Help => ({ mender: 'later', text });

const REGISTRATION = 'The person who runs this Mergepost server must mend the app registration (docs/azure-app.md).';

/** By AADSTS number (microsoft entra "Microsoft Entra authentication and authorization error codes"). */
const BY_NUMBER: Readonly<Record<string, Help>> = {
  16000: user('Your browser is signed in with an account of another organisation. Choose another account.'),
  50011: operator(`The redirect URI is not registered. ${REGISTRATION}`),
  50020: user('This account does not belong to the organisation. Sign in with another account.'),
  50034: user('Microsoft does not know this account. Check the address.'),
  50053: user('The account is locked. Wait a while, or reset the password, and try again.'),
  50055: user('The password has expired. Change it at Microsoft, then connect again.'),
  50057: admin('The account is disabled. Ask your administrator.'),
  50072: user('Your organisation asks for a second factor. Sign in again and set it up.'),
  50074: user('Your organisation asks for a second factor. Sign in again and complete it.'),
  50076: user('Your organisation asks for a second factor. Sign in again and complete it.'),
  50078: user('The second factor has expired. Sign in again.'),
  50079: user('Your organisation asks for a second factor. Sign in again and set it up.'),
  50105: admin('Your organisation lets only assigned people use this app. Ask your administrator to assign you.'),
  50126: user('The password was wrong. Try again.'),
  50131: admin('A policy of your organisation does not allow this sign-in. Ask your administrator.'),
  50132: user(SIGN_IN_AGAIN),
  50133: user(SIGN_IN_AGAIN),
  50173: user(`The permission was withdrawn or the password changed. ${SIGN_IN_AGAIN}`),
  50194: operator(`The app is registered for one organisation only; set EMAIL_TENANT_ID to its tenant id. ${REGISTRATION}`),
  53000: admin('Your organisation allows this only on a managed device. Ask your administrator.'),
  53001: admin('Your organisation allows this only on a managed device. Ask your administrator.'),
  53003: admin('A Conditional Access policy of your organisation blocks this. Ask your administrator.'),
  530032: admin('A security policy of your organisation blocks this. Ask your administrator.'),
  54005: user('This sign-in was already used. Start again from Mergepost.'),
  65001: user('The permission to send was not given yet. Connect again and accept.'),
  65004: { mender: 'declined', text: 'You did not give the permission. Nothing was connected; try again if you want to.' },
  65005: operator(`The permissions of the app are set up wrongly. ${REGISTRATION}`),
  650052: admin('Your organisation does not have the service the app asks for. Ask your administrator.'),
  650056: operator(`The permissions of the app are set up wrongly. ${REGISTRATION}`),
  70000: user(SIGN_IN_AGAIN),
  700016: operator(`The app is not known in that organisation: check EMAIL_CLIENT_ID and EMAIL_TENANT_ID. ${REGISTRATION}`),
  7000112: admin('The app is disabled in your organisation. Ask your administrator.'),
  7000215: operator(
    "The client secret is wrong. Often the secret's id was copied instead of its value: set EMAIL_CLIENT_SECRET again.",
  ),
  7000218: operator('The client secret is missing: set EMAIL_CLIENT_SECRET.'),
  7000222: operator('The client secret has expired. Make a new one in the app registration and set EMAIL_CLIENT_SECRET.'),
  700025: operator(`The app is registered as a public client; its platform must be Web. ${REGISTRATION}`),
  700005: operator('The sign-in came from another tenant address than the one it is redeemed at. Check EMAIL_TENANT_ID.'),
  70008: user(`The permission has expired. ${SIGN_IN_AGAIN}`),
  700082: user(`The mailbox was not used for 90 days. ${SIGN_IN_AGAIN}`),
  700084: user(`The permission has expired. ${SIGN_IN_AGAIN}`),
  70011: operator(`A permission the server asks for does not exist. ${REGISTRATION}`),
  70043: user(`Your organisation asks for a new sign-in from time to time. ${SIGN_IN_AGAIN}`),
  90002: operator('The tenant does not exist: check EMAIL_TENANT_ID.'),
  90094: admin('An administrator of your organisation must allow Mergepost first. Ask yours.'),
  90095: admin('An administrator of your organisation must allow Mergepost first. Ask yours.'),
  90093: admin('An administrator of your organisation must allow Mergepost first. Ask yours.'),
  90055: later('Microsoft is busy. Try again in a few minutes.'),
  9002332: operator(`The app is not open to personal accounts. ${REGISTRATION}`),
  900971: operator(`The app has no redirect URI. ${REGISTRATION}`),
};

/** By `error` of RFC 6749 section 5.2 and OpenID Connect Core 3.1.2.6, where no number says more. */
const BY_ERROR: Readonly<Record<string, Help>> = {
  invalid_grant: user(`Microsoft no longer accepts the permission. ${SIGN_IN_AGAIN}`),
  interaction_required: user(`Microsoft asks for a new sign-in. ${SIGN_IN_AGAIN}`),
  login_required: user(`Microsoft asks for a new sign-in. ${SIGN_IN_AGAIN}`),
  consent_required: user('The permission to send was not given yet. Connect again and accept.'),
  access_denied: { mender: 'declined', text: 'The permission was not given. Nothing was connected; try again if you want to.' },
  invalid_client: operator('Microsoft does not accept the client secret: check EMAIL_CLIENT_ID and EMAIL_CLIENT_SECRET.'),
  unauthorized_client: operator(`The app is not allowed to do this. ${REGISTRATION}`),
  invalid_scope: operator(`A permission the server asks for does not exist. ${REGISTRATION}`),
  invalid_request: operator('Microsoft did not understand the request. The person who runs this server should look at the log.'),
  invalid_resource: operator(`A permission the server asks for does not exist. ${REGISTRATION}`),
  temporarily_unavailable: later('Microsoft is busy. Try again in a few minutes.'),
  server_error: later('Microsoft had a fault. Try again in a few minutes.'),
};

/** What Entra says in a redirect or in the body of a token answer; every part may be missing. */
export interface EntraError {
  error?: unknown;
  error_description?: unknown;
  error_codes?: unknown;
  correlation_id?: unknown;
}

export interface EntraVerdict {
  mender: Mender;
  failure: ProviderFailure;
}

export function explainEntra(said: EntraError): EntraVerdict {
  const error = typeof said.error === 'string' && said.error !== '' ? said.error : 'unknown_error';
  const description = typeof said.error_description === 'string' ? said.error_description : '';
  const number = numberOf(said, description);
  const help = verdictOf(error, number);
  const correlation = textOf(said.correlation_id) ?? /Correlation ID: ([0-9a-f-]{36})/i.exec(description)?.[1];
  return {
    mender: help.mender,
    failure: {
      error,
      help: help.text,
      ...(number && { code: `AADSTS${number}` }),
      ...(correlation && { correlationId: correlation }),
    },
  };
}

/** The error decides who can mend it where it says so clearly; the number only chooses the words, and the mender of a grant. */
function verdictOf(error: string, number: string | undefined): Help {
  const general = BY_ERROR[error] ?? { mender: 'user', text: 'Microsoft did not finish the sign-in. Try again.' };
  const special = number === undefined ? undefined : BY_NUMBER[number];
  if (special === undefined) return general;
  const grantGone = general.mender === 'user' || general.mender === 'declined';
  return grantGone ? special : { mender: general.mender, text: special.text };
}

function numberOf(said: EntraError, description: string): string | undefined {
  const first: unknown = Array.isArray(said.error_codes) ? said.error_codes[0] : undefined;
  return typeof first === 'number' ? String(first) : /AADSTS(\d+)/.exec(description)?.[1];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
