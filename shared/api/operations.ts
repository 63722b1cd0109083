/** Is the server up, and can it work. */
import { Type } from 'typebox';
import { defineRoute } from './route.ts';

export const live = defineRoute({
  method: 'GET',
  path: '/health/live',
  summary: 'The process answers',
  tag: 'Operations',
  access: 'public',
  ok: Type.Object({ status: Type.Literal('ok') }),
});

export const ready = defineRoute({
  method: 'GET',
  path: '/health/ready',
  summary: 'Database reachable, migrations done, outbox moving; 503 otherwise',
  tag: 'Operations',
  access: 'public',
  raw: true,
  ok: Type.Object({
    status: Type.Union([Type.Literal('ok'), Type.Literal('failing')]),
    checks: Type.Object({ database: Type.Boolean(), migrations: Type.Boolean(), outboxLagSeconds: Type.Number() }),
  }),
});
