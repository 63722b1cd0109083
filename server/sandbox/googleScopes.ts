const AUTH = 'https://www.googleapis.com/auth/';

/** Short names that Google answers with their long form. */
const LONG_FORMS: Readonly<Record<string, string>> = {
  email: `${AUTH}userinfo.email`,
  profile: `${AUTH}userinfo.profile`,
};

export const GOOGLE_SCOPE = {
  openid: 'openid',
  email: `${AUTH}userinfo.email`,
  profile: `${AUTH}userinfo.profile`,
  send: `${AUTH}gmail.send`,
  settings: `${AUTH}gmail.settings.basic`,
  readonly: `${AUTH}gmail.readonly`,
  compose: `${AUTH}gmail.compose`,
  modify: `${AUTH}gmail.modify`,
  /** Everything, and the only scope for IMAP and SMTP. */
  mail: 'https://mail.google.com/',
} as const;

const WORDS: Readonly<Record<string, string>> = {
  [GOOGLE_SCOPE.openid]: 'Associate you with your personal info',
  [GOOGLE_SCOPE.email]: 'See your primary email address',
  [GOOGLE_SCOPE.profile]: 'See your personal info',
  [GOOGLE_SCOPE.send]: 'Send email on your behalf',
  [GOOGLE_SCOPE.settings]: 'See, edit, create, or change your email settings and filters',
  [GOOGLE_SCOPE.readonly]: 'View your email messages and settings',
  [GOOGLE_SCOPE.compose]: 'Manage drafts and send emails',
  [GOOGLE_SCOPE.modify]: 'Read, compose, and send emails',
  [GOOGLE_SCOPE.mail]: 'Read, compose, send, and permanently delete all your email',
};

export type GoogleScopesRead = { ok: true; scopes: string[] } | { ok: false; invalid: string[]; valid: string[] };

/** Google's names are exact, letter case included; `offline_access` is none of them. */
export function readGoogleScopes(text: string): GoogleScopesRead {
  const words = [...new Set(text.split(/\s+/).filter((word) => word !== ''))];
  const long = words.map((word) => LONG_FORMS[word] ?? word);
  const invalid = long.filter((scope) => !Object.hasOwn(WORDS, scope));
  if (invalid.length > 0) return { ok: false, invalid, valid: long.filter((scope) => !invalid.includes(scope)) };
  return { ok: true, scopes: [...new Set(long)] };
}

export const googleScopeWords = (scope: string) => WORDS[scope] ?? scope;

/** Scopes of the sign-in itself; everything else has a box of its own on the consent page. */
export const isSignInScope = (scope: string) =>
  scope === GOOGLE_SCOPE.openid || scope === GOOGLE_SCOPE.email || scope === GOOGLE_SCOPE.profile;
