/** What a code of Microsoft, Google or a mail server means, and who does what next. */
import { type Static, Type } from 'typebox';
import { HELPERS } from '../help/helpEntry.ts';
import { defineRoute } from './route.ts';

export const HelpAnswer = Type.Object({
  code: Type.String(),
  /** Where the code comes from. */
  source: Type.Enum(['entra', 'graph', 'google', 'smtp', 'dialog', 'oauth']),
  who: Type.Enum(HELPERS),
  text: Type.String(),
});
export type HelpAnswer = Static<typeof HelpAnswer>;

export const explainCode = defineRoute({
  method: 'GET',
  path: '/api/help/:code',
  summary: 'What an error code means and who does what next: AADSTS65001, ErrorSendAsDenied, 5.7.233, 535 5.7.139, 12006 …',
  tag: 'Help',
  access: 'public',
  params: Type.Object({ code: Type.String({ maxLength: 200 }) }),
  ok: Type.Object({ success: Type.Literal(true), matches: Type.Array(HelpAnswer) }),
  errors: ['NOT_FOUND'],
});
