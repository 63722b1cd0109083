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
  /** `status`: of a service that is busy or broken. `lost`: the request may have been carried out, its answer never came: a refresh token that is good once may be used up. */
  | { ok: false; mender: Mender; failure: ProviderFailure; waitMs?: number; status?: number; lost?: true };

/** What a provider says in a redirect or in the body of a refusal (RFC 6749 4.1.2.1 and 5.2; Entra adds the last two). */
export interface OAuthRefusal {
  error?: unknown;
  error_description?: unknown;
  error_codes?: unknown;
  correlation_id?: unknown;
}

/** Who can mend it, and the words for that person. */
export interface OAuthVerdict {
  mender: Mender;
  failure: ProviderFailure;
}

export type Explain = (said: OAuthRefusal) => OAuthVerdict;
