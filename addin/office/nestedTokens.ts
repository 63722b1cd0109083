/**
 * Nested app authentication: inside Office somebody is signed in already, and the host gets an access token for our API in
 * the pane's name. Knows no session; whatever goes wrong ends in a word, never in an exception, because there is another way in.
 */
import { afterMsalError, type AskedHow } from './afterMsalError.ts';
import { awaitWithin } from './awaitWithin.ts';

/** From GET /api/about. */
export interface NestedAsk {
  clientId: string;
  authority: string;
  scope: string;
}

/** Of the library's application what we use. Both reject with its errors. */
export interface NestedApp {
  silent: () => Promise<string>;
  popup: () => Promise<string>;
}

export type NestedToken =
  | { ok: true; accessToken: string }
  /** `person`: it works, but somebody has to be asked. `stopped`: somebody was, and closed the window. `none`: not this way. */
  | { ok: false; why: 'person' | 'stopped' | 'none' };

/** `silent` never shows anything; `any` may let the host open its window. */
export type GetNestedToken = (ask: NestedAsk, how: 'silent' | 'any') => Promise<NestedToken>;

/** What of `Office.context` is asked. */
export interface OfficeRequirements {
  requirements?: { isSetSupported: (name: string, version: string) => boolean };
}

export interface NestedDeps {
  /** Loads the library and opens it; null: the host has no bridge. */
  open: (ask: NestedAsk) => Promise<NestedApp | null>;
  wait: (ms: number) => Promise<void>;
}

/** A host that does not answer must not keep anybody from signing in. */
const SILENT_MS = 8000;
/** Somebody types a password and looks for a telephone. */
const POPUP_MS = 300_000;

/** Null where Office has no nested sign-in: then nothing is loaded. */
export function nestedTokens(context: OfficeRequirements | undefined, deps: NestedDeps): GetNestedToken | null {
  if (context?.requirements?.isSetSupported('NestedAppAuth', '1.1') !== true) return null;
  let opening: Promise<NestedApp | null> | null = null;
  let never = false;
  const ask = async (app: NestedApp, how: AskedHow, mayAsk: boolean): Promise<NestedToken> => {
    try {
      return { ok: true, accessToken: await awaitWithin(app[how](), how === 'silent' ? SILENT_MS : POPUP_MS, deps.wait) };
    } catch (error) {
      const next = afterMsalError(error, how);
      never ||= next === 'never';
      if (next === 'popup') return mayAsk ? ask(app, 'popup', false) : { ok: false, why: 'person' };
      return { ok: false, why: next === 'stop' ? 'stopped' : 'none' };
    }
  };
  return async (wanted, how) => {
    if (never) return { ok: false, why: 'none' };
    opening ??= awaitWithin(deps.open(wanted), SILENT_MS, deps.wait);
    const app = await opening.catch(() => null);
    if (app === null) {
      // A chunk that did not load may load the next time.
      opening = null;
      return { ok: false, why: 'none' };
    }
    return ask(app, 'silent', how === 'any');
  };
}
