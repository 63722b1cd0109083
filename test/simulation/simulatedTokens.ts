/** The token endpoint of the simulated provider: what `refresh` of a mail provider meets there. */
import type { MailProvider } from '../../server/accounts/providers/mailProvider.ts';
import type { MailWire } from '../../server/mail/mailWire.ts';
import type { TokenAnswer } from '../../server/oauth/tokenAnswer.ts';
import { appOfSettings } from '../../server/oauth/oauthApp.ts';
import { NOBODY_SIGNS_IN } from '../support/nobodySignsIn.ts';
import type { Points } from './faultPoints.ts';
import type { RunPlan } from './runPlan.ts';
import type { Chance } from './seededChance.ts';
import type { Life } from './simulatedLife.ts';
import type { SimulatedProvider } from './simulatedProvider.ts';
import type { VirtualTime } from './virtualTime.ts';

export interface TokenDesk {
  /** A consent: a refresh token, and which account it is for. */
  consent(accountId: string): string;
  /** What one process asks it through. */
  providerFor(life: Life): MailProvider;
}

export interface TokenDeskDeps {
  time: VirtualTime;
  chance: Chance;
  points: Points;
  provider: SimulatedProvider;
  plan: RunPlan;
}

export const APP_KEY = 'microsoft';

export function tokenDesk(deps: TokenDeskDeps): TokenDesk {
  const { plan } = deps;
  /** Refresh token → account. */
  const good = new Map<string, string>();
  let given = 0;

  function newToken(accountId: string): string {
    given += 1;
    good.set(`refresh-${given}`, accountId);
    return `refresh-${given}`;
  }

  function refuse(accountId: string | undefined): TokenAnswer {
    if (accountId !== undefined) deps.provider.withdraw(accountId);
    return { ok: false, mender: 'user', failure: { error: 'invalid_grant', help: 'The permission was taken back.' } };
  }

  function grant(refreshToken: string, accountId: string): TokenAnswer {
    const strict = plan.rotation === 'strict';
    if (strict) good.delete(refreshToken);
    const accessToken = deps.provider.grant(accountId, plan.tokenLifeMs);
    const expiresAt = deps.time.wall() + plan.tokenLifeMs;
    return { ok: true, accessToken, expiresAt, scopes: ['Mail.Send'], ...(strict && { refreshToken: newToken(accountId) }) };
  }

  async function refresh(refreshToken: string): Promise<TokenAnswer> {
    await new Promise<void>((resolve) => void deps.time.after(deps.chance.wait(30, 2_000), resolve));
    const { points } = deps;
    if (points.fault('token endpoint: unreachable')) return later('unreachable');
    if (points.fault('token endpoint: 503')) return later('temporarily_unavailable');
    if (points.fault('token endpoint: 429 with Retry-After'))
      return { ...later('throttled'), waitMs: deps.chance.wait(1_000, 60_000) };
    const accountId = good.get(refreshToken);
    if (accountId === undefined) return refuse(undefined);
    if (points.fault('token endpoint: refresh token refused')) {
      good.delete(refreshToken);
      return refuse(accountId);
    }
    const answer = grant(refreshToken, accountId);
    return points.fault('token endpoint: carried out, the answer is lost') ? { ...later('reset'), lost: true } : answer;
  }

  return {
    consent: newToken,
    providerFor: (life) => ({
      ...UNUSED,
      app: { ...appOfSettings(SETTINGS), key: APP_KEY, rotation: plan.rotation },
      refresh: (refreshToken) => life.step('token refresh', () => refresh(refreshToken)),
      wire: WIRE_OF(plan.proof),
    }),
  };
}

const later = (error: string): Extract<TokenAnswer, { ok: false }> => ({
  ok: false,
  mender: 'later',
  failure: { error, help: 'The token service is not answering.' },
});

export const WIRE_OF = (proof: RunPlan['proof']): MailWire => ({ kind: 'graph', graphUrl: 'https://graph.example', proof });

const SETTINGS = {
  clientId: 'client',
  clientSecret: 'secret',
  tenant: 'common',
  authorityUrl: 'https://login.example',
  graphUrl: 'https://graph.example',
};

const UNUSED: Omit<MailProvider, 'app' | 'refresh' | 'wire'> = {
  ...NOBODY_SIGNS_IN,
  key: APP_KEY,
  openMailbox: () => Promise.reject(new Error('nobody opens a mailbox here')),
  revoke: () => Promise.resolve('none'),
  afterDisconnect: '',
};
