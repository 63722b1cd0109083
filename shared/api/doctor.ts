/** What a look at everything the server needs found: settings, hosts, clocks, app registrations. */
import { type Static, Type } from 'typebox';
import { defineRoute } from './route.ts';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

export const CHECK_STATUSES = ['ok', 'warning', 'failed', 'skipped'] as const;

export const Check = Type.Object({
  /** Stable, such as `tcp:login.microsoftonline.com:443`. */
  id: Type.String(),
  group: Type.Enum(['settings', 'network', 'clock', 'apps', 'accounts']),
  title: Type.String(),
  status: Type.Enum(CHECK_STATUSES),
  /** What was found, for a person. */
  detail: Type.String(),
  /** The one next step; null where there is nothing to do. */
  next: Nullable(Type.String()),
  milliseconds: Nullable(Type.Number()),
});
export type Check = Static<typeof Check>;

export const runDoctor = defineRoute({
  method: 'GET',
  path: '/api/doctor',
  summary: 'Look at everything the server needs: settings, hosts, clocks, app registrations',
  tag: 'Operations',
  access: 'admin',
  ok: Type.Object({
    success: Type.Literal(true),
    healthy: Type.Boolean(),
    checks: Type.Array(Check),
    checkedAt: Type.String({ format: 'date-time' }),
  }),
  errors: ['ADMIN_ONLY'],
});
