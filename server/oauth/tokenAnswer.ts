/** The ends a request to a token endpoint can have. */
import type { ProviderFailure } from '../../shared/api/errors.ts';

/**
 * Who can mend it. `user`: sign in again. `declined`: the person said no. `admin`: the tenant's administrator.
 * `operator`: whoever runs this server (wrong secret, wrong registration); the user's tokens stay.
 * `later`: nobody, it passes.
 */
export type Mender = 'user' | 'declined' | 'admin' | 'operator' | 'later';

export type TokenAnswer =
  | {
      ok: true;
      accessToken: string;
      /** Entra rotates: store the new one, forget the old one. Absent: the old one stays. */
      refreshToken?: string;
      /** Milliseconds since 1970. */
      expiresAt: number;
      /** What was really granted; compare with what was asked. */
      scopes: string[];
      idToken?: string;
    }
  /** `lost`: the request may have been carried out, its answer never came: a refresh token that is good once may be used up. */
  | { ok: false; mender: Mender; failure: ProviderFailure; waitMs?: number; lost?: true };
