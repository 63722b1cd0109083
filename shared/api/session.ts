/** Who is calling: the session of the pane, and what the server says about itself before there is one. */
import { type Static, Type } from 'typebox';
import { AskedConsent, ConsentState, TenantName } from './apps.ts';
import { ApiFailure } from './errors.ts';
import { defineRoute } from './route.ts';

export const User = Type.Object({
  id: Type.String(),
  name: Type.Union([Type.String(), Type.Null()]),
  email: Type.Union([Type.String(), Type.Null()]),
  role: Type.Union([Type.Literal('user'), Type.Literal('admin')]),
});
export type User = Static<typeof User>;

export const about = defineRoute({
  method: 'GET',
  path: '/api/about',
  summary: 'What this server is: read by the pane before anybody is signed in',
  tag: 'Session',
  access: 'public',
  ok: Type.Object({
    name: Type.String(),
    version: Type.String(),
    /** `sandbox`: no mail leaves this computer. */
    mode: Type.Union([Type.Literal('sandbox'), Type.Literal('microsoft')]),
    /** Whether people can sign in here themselves; otherwise a host application brings the session. */
    ownSignIn: Type.Boolean(),
    /**
     * Nested app authentication inside Office: what to ask an access token with, to bring to `openOfficeSession`. Null: it is
     * off, people sign in by the window.
     */
    office: Type.Union([
      Type.Object({
        clientId: Type.String(),
        /** Sign-in address with the tenant segment, without a slash at the end. */
        authority: Type.String(),
        /** The one scope of our own API. */
        scope: Type.String(),
      }),
      Type.Null(),
    ]),
    /** The page that shows the sandbox's mails. */
    mailboxUrl: Type.Optional(Type.String()),
    limits: Type.Object({
      letterBytes: Type.Integer(),
      listBytes: Type.Integer(),
      attachmentBytes: Type.Integer(),
      rows: Type.Integer(),
    }),
  }),
});

/**
 * Starts a sign-in in a window. Nobody is signed in by knowing `connectId` and `verifier` alone: the window's last page
 * hands over a one-time code (by message, or typed by hand), and only both together open a session. So a start link sent
 * to somebody else signs nobody in here.
 */
export const startSignIn = defineRoute({
  method: 'POST',
  path: '/api/auth/sign-in',
  summary: 'Start a sign-in in a window, optionally connecting the same mailbox in one trip',
  tag: 'Session',
  access: 'public',
  body: Type.Object({
    connect: Type.Optional(Type.Boolean()),
    loginHint: Type.Optional(Type.String({ maxLength: 320 })),
  }),
  ok: Type.Object({
    connectId: Type.String(),
    startUrl: Type.String(),
    verifier: Type.String(),
    expiresAt: Type.String({ format: 'date-time' }),
  }),
  errors: ['SIGN_IN_OFF'],
});

export const signInStatus = defineRoute({
  method: 'GET',
  path: '/api/auth/sign-in/:connectId',
  summary: 'How far a sign-in got; `code` means the window shows a one-time code',
  tag: 'Session',
  access: 'public',
  params: Type.Object({ connectId: Type.String() }),
  ok: Type.Object({
    status: Type.Enum(['pending', 'code', 'done', 'failed', 'expired']),
    error: Type.Optional(ApiFailure),
  }),
  errors: ['CONNECTION_NOT_FOUND'],
});
export type SignInStatus = 'pending' | 'code' | 'done' | 'failed' | 'expired';

/** For whoever was turned away because an administrator has to agree: they have no session yet. */
export const askSignInConsent = defineRoute({
  method: 'POST',
  path: '/api/auth/sign-in/:connectId/admin-consent',
  summary: 'After a sign-in that was turned away: a link for the administrator of the organisation, and a note to forward',
  tag: 'Session',
  access: 'public',
  params: Type.Object({ connectId: Type.String() }),
  body: Type.Object(
    {
      /** As it was given when the sign-in was started. */
      verifier: Type.String({ maxLength: 200 }),
      /** Default: that of the app, else `organizations`: that of whoever opens the link as its administrator. */
      tenant: Type.Optional(TenantName),
    },
    { additionalProperties: false },
  ),
  ok: AskedConsent,
  errors: ['APP_NOT_FOUND', 'CONNECTION_NOT_FOUND'],
});

export const signInConsentStatus = defineRoute({
  method: 'GET',
  path: '/api/auth/sign-in/:connectId/admin-consent/:id',
  summary: 'Whether the administrator has answered; a hint for people, never a proof',
  tag: 'Session',
  access: 'public',
  params: Type.Object({ connectId: Type.String(), id: Type.String() }),
  ok: ConsentState,
  errors: ['CONNECTION_NOT_FOUND'],
});

export const Session = Type.Object({
  token: Type.String(),
  expiresAt: Type.String({ format: 'date-time' }),
  user: User,
});
export type Session = Static<typeof Session>;

export const openSession = defineRoute({
  method: 'POST',
  path: '/api/auth/session',
  summary: 'Open a session with the one-time code of a finished sign-in',
  tag: 'Session',
  access: 'public',
  body: Type.Object({
    connectId: Type.String({ maxLength: 100 }),
    verifier: Type.String({ maxLength: 200 }),
    code: Type.String({ maxLength: 40 }),
  }),
  ok: Session,
  errors: ['SIGN_IN_CODE_WRONG', 'CONNECTION_NOT_FOUND'],
});

/**
 * Inside Office there is somebody already: the host gets an access token for our own API (nested app authentication), and
 * it becomes a session. The person is the same as after a sign-in in the window. An id_token or a token for Graph is refused.
 */
export const openOfficeSession = defineRoute({
  method: 'POST',
  path: '/api/auth/office',
  summary: 'Open a session with an access token of nested app authentication',
  tag: 'Session',
  access: 'public',
  body: Type.Object({ accessToken: Type.String({ minLength: 1, maxLength: 50_000 }) }, { additionalProperties: false }),
  ok: Session,
  errors: ['UNAUTHENTICATED', 'SIGN_IN_OFF', 'TENANT_NOT_ALLOWED', 'OPERATOR_FAULT', 'PROVIDER_UNAVAILABLE'],
});

/**
 * For a pane that was closed for longer than a token lives. Only the newest token of a session works here after its end: one
 * that leaked earlier is worth nothing, and neither is any once somebody signed out or the 30 days are over.
 */
export const resumeSession = defineRoute({
  method: 'POST',
  path: '/api/auth/session/resume',
  summary: 'A fresh token for a session that is still open, with its newest token, even if that has run out',
  tag: 'Session',
  access: 'public',
  body: Type.Object({ token: Type.String({ minLength: 1, maxLength: 4000 }) }, { additionalProperties: false }),
  ok: Session,
  errors: ['UNAUTHENTICATED'],
});

export const renewSession = defineRoute({
  method: 'POST',
  path: '/api/auth/session/renew',
  summary: 'A fresh token for a session that is still open',
  tag: 'Session',
  ok: Session,
});

export const whoAmI = defineRoute({
  method: 'GET',
  path: '/api/auth/session',
  summary: 'Who the caller is',
  tag: 'Session',
  ok: Type.Object({ user: User }),
});

export const endSession = defineRoute({
  method: 'DELETE',
  path: '/api/auth/session',
  summary: 'Sign out: the session can no longer be renewed',
  tag: 'Session',
  ok: Type.Object({ success: Type.Literal(true) }),
});
