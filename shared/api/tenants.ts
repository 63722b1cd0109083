/** What an organisation at Microsoft may send to people outside of it in a day, for administrators of this server. */
import { type Static, Type } from 'typebox';
import { defineRoute } from './route.ts';

const base = '/api/email/auth/tenants';
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

export const Tenant = Type.Object({
  tid: Type.String(),
  /** Its connected mailboxes here. */
  mailboxes: Type.Integer(),
  /** Exchange Online licences, as an administrator entered them; null: not entered, no budget is kept. */
  licences: Nullable(Type.Integer()),
  /** A number of its own in place of the formula. */
  perDay: Nullable(Type.Integer()),
  trial: Type.Boolean(),
  /** Recipients outside of it in any rolling 24 hours; null: no budget is kept. */
  budget: Nullable(Type.Integer()),
  usedToday: Type.Integer(),
  /** Its verified domains; null: not known yet, every other domain than the sender's counts as outside. */
  domains: Nullable(Type.Array(Type.String())),
});
export type Tenant = Static<typeof Tenant>;

export const listTenants = defineRoute({
  method: 'GET',
  path: base,
  summary: 'Organisations with connected mailboxes, and what they may send to others in a day',
  tag: 'Email accounts',
  access: 'admin',
  ok: Type.Object({ success: Type.Literal(true), tenants: Type.Array(Tenant), count: Type.Integer() }),
});

export const changeTenant = defineRoute({
  method: 'PATCH',
  path: `${base}/:tid`,
  summary: 'Enter the licences of an organisation: its budget is 500 × licences^0.7 + 9,500; 5,000 for a trial',
  tag: 'Email accounts',
  access: 'admin',
  params: Type.Object({ tid: Type.String({ maxLength: 100 }) }),
  body: Type.Object(
    {
      licences: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 10_000_000 }))),
      perDay: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 100_000_000 }))),
      trial: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  ok: Tenant,
  errors: ['TENANT_NOT_FOUND'],
});
