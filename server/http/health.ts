/** For load balancers and people: does the process answer, and can it work. */
import { live, ready } from '../../shared/api/operations.ts';
import type { Mount } from './mount.ts';

export interface HealthChecks {
  /** Rejects where the database cannot be read. */
  migrated: () => Promise<boolean>;
  /** How long the oldest message on its way has been there, in seconds. */
  outboxLagSeconds: () => Promise<number>;
}

/** Longer than a send can take: something is stuck. */
const LAG_LIMIT_SECONDS = 300;

export function mountHealth(mount: Mount, checks: HealthChecks): void {
  mount(live, async () => ({ status: 'ok' as const }));

  mount(ready, async ({ reply, request }) => {
    try {
      const [migrations, outboxLagSeconds] = await Promise.all([checks.migrated(), checks.outboxLagSeconds()]);
      const ok = migrations && outboxLagSeconds < LAG_LIMIT_SECONDS;
      return await reply
        .status(ok ? 200 : 503)
        .send({ status: ok ? 'ok' : 'failing', checks: { database: true, migrations, outboxLagSeconds } });
    } catch (error) {
      request.log.error({ err: error }, 'not ready');
      return reply.status(503).send({ status: 'failing', checks: { database: false, migrations: false, outboxLagSeconds: 0 } });
    }
  });
}
