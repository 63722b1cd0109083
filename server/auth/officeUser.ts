/** From what Office brings to the user it belongs to: the same as after a sign-in in the window, because both are `tid` + `oid`. */
import { AppError } from '../http/appError.ts';
import { ENTRA } from './callerOf.ts';
import type { OfficePerson, OfficeTokenFault, ReadOfficeToken } from './readOfficeToken.ts';
import type { UsersStore } from './users.store.ts';

export interface OfficeUserDeps {
  /** Null: nested app authentication is off. */
  read: ReadOfficeToken | null;
  maySignIn: (tid: string) => boolean;
  users: Pick<UsersStore, 'see'>;
  /** For the operator's log: only the reason, never the token. */
  refused: (fault: OfficeTokenFault | 'unreachable', cause?: unknown) => void;
}

/** Answers the user's id. @throws AppError SIGN_IN_OFF, UNAUTHENTICATED, TENANT_NOT_ALLOWED, OPERATOR_FAULT, PROVIDER_UNAVAILABLE */
export type OfficeUser = (accessToken: string) => Promise<string>;

export function officeUser({ read, maySignIn, users, refused }: OfficeUserDeps): OfficeUser {
  return async (accessToken) => {
    if (!read) throw OFF;
    const answer = await read(accessToken);
    if (!answer.ok) {
      const cause = answer.fault === 'unreachable' ? answer.cause : undefined;
      refused(answer.fault, cause);
      throw refusal(answer.fault, cause);
    }
    if (!maySignIn(answer.person.tid)) {
      refused('tenant');
      throw refusal('tenant');
    }
    return (await users.see(seen(answer.person))).id;
  };
}

function seen({ tid, oid, name, shownAddress }: OfficePerson): Parameters<UsersStore['see']>[0] {
  return {
    issuer: ENTRA,
    subject: `${tid}/${oid}`,
    // An administrator of a tenant writes what they like there: shown, never believed.
    emailVerified: false,
    tenant: tid,
    ...(shownAddress !== undefined && { email: shownAddress }),
    ...(name !== undefined && { name }),
  };
}

const OFF = new AppError(
  'SIGN_IN_OFF',
  'Signing in by Office is not set up on this server. Press “Connect email account” and sign in in the window.',
);

function refusal(fault: OfficeTokenFault | 'unreachable', cause?: unknown): AppError {
  switch (fault) {
    case 'tenant':
      return new AppError(
        'TENANT_NOT_ALLOWED',
        'The account that Office uses may not sign in to this Mergepost server. Use an account of your organisation, or ask the person who runs the server.',
      );
    case 'version':
      return new AppError(
        'OPERATOR_FAULT',
        'Microsoft issues version 1 tokens for this app. The person who runs the server must set requestedAccessTokenVersion to 2 in the app registration. Until then, sign in in the window.',
        { details: { fault } },
      );
    case 'unreachable':
      return new AppError(
        'PROVIDER_UNAVAILABLE',
        'The keys that prove who you are cannot be fetched right now. Try again in a minute.',
        { retryAfterSeconds: 30, cause },
      );
    default:
      return new AppError(
        'UNAUTHENTICATED',
        'What Office brought does not prove who you are to Mergepost. Sign in in the window.',
        { details: { fault } },
      );
  }
}
