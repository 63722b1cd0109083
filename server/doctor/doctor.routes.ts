/** GET /api/doctor, for administrators. */
import { runDoctor } from '../../shared/api/doctor.ts';
import type { Check } from '../../shared/api/doctor.ts';
import type { Mount } from '../http/mount.ts';
import { type ExamineDeps, examine } from './examine.ts';

export function mountDoctor(mount: Mount, deps: ExamineDeps): void {
  const look = together(() => examine(deps));
  mount(runDoctor, async () => {
    const checks = await look();
    return { success: true as const, healthy: isHealthy(checks), checks, checkedAt: new Date(deps.clock()).toISOString() };
  });
}

/** Nothing that must work does not. */
export function isHealthy(checks: readonly Check[]): boolean {
  return checks.every(({ status }) => status !== 'failed');
}

/** Who asks while a look is under way gets that one: nobody's hosts are asked many times at once. */
function together<T>(run: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () => {
    underWay ??= run().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
