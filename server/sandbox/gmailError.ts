/** A refusal in the terms of Google's APIs (Gmail API "Resolve errors"): `status` is the word that goes with the number. */
export interface GmailError {
  code: number;
  status: string;
  reason: string;
  message: string;
  headers?: Record<string, string>;
  /** google.rpc.ErrorInfo */
  details?: { reason: string; method: string };
}

export function gmailErrorBody({ code, status, reason, message, details }: GmailError) {
  return {
    error: {
      code,
      message,
      errors: [{ message, domain: reason === 'rateLimitExceeded' ? 'usageLimits' : 'global', reason }],
      status,
      ...(details === undefined ? {} : { details: [errorInfo(details)] }),
    },
  };
}

const errorInfo = ({ reason, method }: { reason: string; method: string }) => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
  domain: 'googleapis.com',
  metadata: { method, service: 'gmail.googleapis.com' },
});

export const invalidArgument = (message: string): GmailError => ({
  code: 400,
  status: 'INVALID_ARGUMENT',
  reason: 'invalidArgument',
  message,
});

export const badCredentials: GmailError = {
  code: 401,
  status: 'UNAUTHENTICATED',
  reason: 'authError',
  message:
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
  headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
};

export const noCredentials: GmailError = {
  ...badCredentials,
  reason: 'required',
  message:
    'Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
  headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/"' },
};

export const scopeInsufficient = (method: string, anyOf: readonly string[]): GmailError => ({
  code: 403,
  status: 'PERMISSION_DENIED',
  reason: 'insufficientPermissions',
  message: 'Request had insufficient authentication scopes.',
  details: { reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT', method },
  headers: {
    'www-authenticate': `Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="${anyOf.join(' ')}"`,
  },
});

/** The time stands in the sentence only: Gmail sends no Retry-After. */
export const overRate = (retryAt: number): GmailError => ({
  code: 429,
  status: 'RESOURCE_EXHAUSTED',
  reason: 'rateLimitExceeded',
  message: `User-rate limit exceeded.  Retry after ${new Date(retryAt).toISOString()} (Mail sending)`,
});

export const tooLarge: GmailError = {
  code: 413,
  status: 'INVALID_ARGUMENT',
  reason: 'uploadTooLarge',
  message: 'Request is too large.',
};

export const mediaType = (given: string): GmailError => ({
  code: 400,
  status: 'INVALID_ARGUMENT',
  reason: 'badContent',
  message: `Media type '${given}' is not supported. Valid media types: [message/*]`,
});

export const noMessage = invalidArgument("'raw' RFC822 payload message string or uploading message via /upload/* URL required");

export const notFound: GmailError = { code: 404, status: 'NOT_FOUND', reason: 'notFound', message: 'Not Found' };

/** What a scripted fault answers where it names no body of its own. */
export function scriptedGmailError(code: number, message: string): GmailError {
  const [status, reason] = WORDS[code] ?? ['UNKNOWN', 'backendError'];
  return { code, status, reason, message };
}

const WORDS: Readonly<Record<number, readonly [status: string, reason: string]>> = {
  400: ['INVALID_ARGUMENT', 'invalidArgument'],
  401: ['UNAUTHENTICATED', 'authError'],
  403: ['PERMISSION_DENIED', 'forbidden'],
  404: ['NOT_FOUND', 'notFound'],
  429: ['RESOURCE_EXHAUSTED', 'rateLimitExceeded'],
  500: ['INTERNAL', 'backendError'],
  502: ['UNAVAILABLE', 'backendError'],
  503: ['UNAVAILABLE', 'backendError'],
  504: ['DEADLINE_EXCEEDED', 'backendError'],
};
