/** What is said below the heading of a failure: why, and the one next step. Pure. */
import { wordsFor } from './errorText.ts';
import type { RareTexts } from './texts/rareTexts.ts';
import { type ServerTexts, serverTexts } from './texts/serverTexts.ts';

/** A failure as the pane shows it; `addin/api`'s Failure fits. */
export interface ShownFailure {
  code: string;
  sentence: string;
  requestId: string | null;
  provider: {
    error: string;
    code?: string | undefined;
    correlationId?: string | undefined;
    help: string;
    /** Set where the help is in the language of the pane and not in English. */
    language?: string | undefined;
  } | null;
  details: unknown;
}

export interface Line {
  text: string;
  /** Set where the line is not in the language of the pane, so that it is read out and hyphenated rightly. */
  lang: string | undefined;
}

/** Where the code alone does not say what is wrong: the reason is read even where it is in another language. */
const REASON_MATTERS: ReadonlySet<string> = new Set([
  'INVALID_REQUEST',
  'MISSING_FIELDS',
  'INVALID_ADDRESS',
  'ATTACHMENT_INVALID',
  'CAMPAIGN_NOT_READY',
  'CAMPAIGN_WRONG_STATE',
  'LETTER_UNREADABLE',
  'LIST_UNREADABLE',
  'LIST_EMPTY',
  'LIST_TOO_LONG',
  'COLUMN_MISSING',
  'MESSAGE_REJECTED',
  'IMPORT_REFUSED',
  'APP_KEY_TAKEN',
  'OPERATOR_FAULT',
  'PROVIDER_UNAVAILABLE',
  'CONNECT_FAILED',
]);

/** Whether it has a reason that the rare words may say. */
export function hasRareReason(failure: ShownFailure, server: ServerTexts = serverTexts): boolean {
  if (server.foreign === null || failure.sentence === '' || meaningOf(failure, server) !== null) return false;
  return REASON_MATTERS.has(failure.code) || failure.provider !== null;
}

/** `server`: how this pane says what the server says. `rare`: undefined while it comes; then a reason of the server waits as well. */
export function failureLines(
  failure: ShownFailure,
  server: ServerTexts = serverTexts,
  rare: RareTexts | null | undefined = null,
): Line[] {
  const { foreign } = server;
  const said = [failure.sentence || wordsFor(failure.code).next, furtherHelp(failure)].filter((text) => text !== null);
  if (foreign === null) return said.map((text) => ({ text, lang: undefined }));
  const known = meaningOf(failure, server);
  if (known !== null) return [{ text: known, lang: undefined }];
  const next = { text: wordsFor(failure.code).next, lang: undefined };
  if (rare === undefined || !hasRareReason(failure, server)) return [next];
  const [own, more] = rare?.say(failure.sentence) ?? [];
  if (own?.known && more === undefined) return [{ text: own.text, lang: undefined }];
  return [next, { text: server.foreignIs, lang: undefined }, ...said.map((text) => ({ text, lang: foreign }))];
}

/** The failure in one line of the pane's own language. */
export function failureLine(failure: ShownFailure, server: ServerTexts = serverTexts): string {
  if (server.foreign === null) return failure.sentence || wordsFor(failure.code).title;
  return meaningOf(failure, server) ?? `${wordsFor(failure.code).title}. ${wordsFor(failure.code).next}`.replace('?.', '?');
}

function meaningOf({ provider }: ShownFailure, server: ServerTexts): string | null {
  if (provider === null) return null;
  if (provider.language !== undefined) return provider.help;
  return server.service(provider.code ?? '') ?? server.service(provider.error);
}

/** What to do next, unless the sentence has said it already. */
function furtherHelp({ provider, sentence }: ShownFailure): string | null {
  return provider === null || sentence.includes(provider.help) ? null : provider.help;
}
