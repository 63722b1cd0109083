/** Asking an administrator: for whoever has a session, and for whoever was turned away at the very first sign-in. */
import { adminConsentStatus, askAdminConsent as askRoute } from '../../shared/api/apps.ts';
import { askSignInConsent, signInConsentStatus } from '../../shared/api/session.ts';
import { AppError } from '../http/appError.ts';
import type { Mount } from '../http/mount.ts';
import { ownedBy } from '../http/ownedBy.ts';
import { askAdminConsent, type ConsentDeps } from './askAdminConsent.ts';
import { consentStatus } from './consentAnswered.ts';

export interface ConsentRoutesDeps extends ConsentDeps {
  /** A sign-in that ended because an administrator has to agree. @throws AppError CONNECTION_NOT_FOUND where it is none of the caller's. */
  blockedSignIn: (ask: { connectId: string; verifier: string }) => Promise<{ attemptId: string; appKey: string }>;
}

const MISSING = 'This request to an administrator is not among yours. Make a new one.';

export function mountConsents(mount: Mount, deps: ConsentRoutesDeps): void {
  mount(askRoute, ({ params, body, caller: { userId } }) =>
    askAdminConsent(deps, { userId, attemptId: null }, { ...body, key: params.providerKey }),
  );

  mount(adminConsentStatus, async ({ params, caller }) => {
    const row = ownedBy(caller.userId, await deps.consents.byId(params.id), 'CONNECTION_NOT_FOUND', MISSING);
    return { status: consentStatus(row, deps.clock()) };
  });

  mount(askSignInConsent, async ({ params, body: { verifier, ...ask } }) => {
    const { attemptId, appKey } = await deps.blockedSignIn({ connectId: params.connectId, verifier });
    return askAdminConsent(deps, { userId: null, attemptId }, { ...ask, key: appKey });
  });

  // By the attempt alone: the attempt itself is forgotten after a day, an administrator may take longer.
  mount(signInConsentStatus, async ({ params }) => {
    const row = await deps.consents.byId(params.id);
    if (row?.attempt_id !== params.connectId) throw new AppError('CONNECTION_NOT_FOUND', MISSING);
    return { status: consentStatus(row, deps.clock()) };
  });
}
