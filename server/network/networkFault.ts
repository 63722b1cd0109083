/**
 * What a request that got no answer did: `unwritten` only where it is certain that no byte of it was written: no name, no
 * connection, no TLS session. Everything else may have been carried out.
 *
 * A reset of a connection that was kept from an earlier request cannot be told from one after the request was read: both
 * are ECONNRESET on read. Requests that must not be repeated go through httpPoster.ts, which knows when they are written.
 * Codes: Node "Common system errors" and "TLS", undici "Errors".
 */

/** These only occur before a connection stands. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'UND_ERR_CONNECT_TIMEOUT']);
/** System calls that run before a connection stands; `read` and `write` run after. */
const CONNECTING = new Set(['connect', 'getaddrinfo']);
/** X.509 verdicts: Node checks the certificate before it lets anything be written. Source: Node "TLS", X509 error codes. */
const CERTIFICATE = new Set([
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_REJECTED',
  'CERT_UNTRUSTED',
  'CERT_CHAIN_TOO_LONG',
  'CERT_SIGNATURE_FAILURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
]);
/**
 * Handshakes that end before TLS stands. Other ERR_SSL_ codes may come later: in TLS 1.3 even the alert about a missing
 * client certificate arrives after the request was written.
 */
const HANDSHAKE = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
]);
/** Node's own ECONNRESET without a system call: the other side hung up during the handshake. */
const HUNG_UP = 'Client network socket disconnected before secure TLS connection was established';

export interface NetworkFault {
  code: string;
  unwritten: boolean;
}

/** `error` is what fetch rejected with, or an error below it. */
export function networkFault(error: unknown): NetworkFault {
  const chain = causes(error);
  // A time-out of ours says how it ended, whatever broke underneath: the request may have been written long ago.
  if (chain.some((e) => e['name'] === 'TimeoutError')) return { code: 'TIMEOUT', unwritten: false };
  if (chain.some((e) => e['name'] === 'AbortError')) return { code: 'ABORTED', unwritten: false };
  const coded = chain.find((e) => typeof e['code'] === 'string');
  const code = typeof coded?.['code'] === 'string' ? coded['code'] : 'NETWORK';
  return { code: /^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/.test(code) ? 'TIMEOUT' : code, unwritten: chain.some(isUnwritten) };
}

/** From fetch's `TypeError: fetch failed` down to the fault itself. Errors may come from another realm: no instanceof. */
function causes(error: unknown): Record<string, unknown>[] {
  const chain: Record<string, unknown>[] = [];
  for (let at = error; typeof at === 'object' && at !== null && chain.length < 10; at = (at as { cause?: unknown }).cause) {
    chain.push(at as Record<string, unknown>);
  }
  return chain;
}

function isUnwritten(error: Record<string, unknown>): boolean {
  // Several addresses of one name were tried: an AggregateError, and all of them must have failed before connecting.
  if (Array.isArray(error['errors']) && error['errors'].length > 0) {
    return error['errors'].every((e) => causes(e).some(isUnwritten));
  }
  const code = typeof error['code'] === 'string' ? error['code'] : '';
  if (NEVER_CONNECTED.has(code) || CERTIFICATE.has(code) || HANDSHAKE.has(code)) return true;
  if (typeof error['syscall'] === 'string' && CONNECTING.has(error['syscall'])) return true;
  return error['message'] === HUNG_UP || wroteNothing(error['socket']);
}

/** undici's SocketError says how much its socket had written: nothing at all means not this request either. */
function wroteNothing(socket: unknown): boolean {
  return typeof socket === 'object' && socket !== null && (socket as { bytesWritten?: unknown }).bytesWritten === 0;
}

/**
 * Why TLS did not come about, where that is what happened: the certificate is not `trusted`, or the two sides do not speak
 * the same TLS. Neither passes by itself. Mail clients wrap Node's error and keep its code as `originalCode`.
 */
export function tlsFault(error: unknown): 'untrusted' | 'handshake' | undefined {
  const codes = causes(error).flatMap((e) => [e['code'], e['originalCode']]);
  if (codes.some((code) => typeof code === 'string' && CERTIFICATE.has(code))) return 'untrusted';
  return codes.some((code) => typeof code === 'string' && HANDSHAKE.has(code)) ? 'handshake' : undefined;
}
