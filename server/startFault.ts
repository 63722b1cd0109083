/** Why a server could not begin to listen, in one sentence with the next step. */

export interface Wanted {
  host: string;
  /** Where the error does not name one. */
  ports: readonly number[];
  /** What to set for another port and for another address. */
  settings: { port: string; host: string };
}

/** @returns null where the error is none of listening or of its certificate. */
export function startFault(error: unknown, { host, ports, settings }: Wanted): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || typeof error.code !== 'string') return null;
  const { code } = error;
  const syscall = 'syscall' in error ? error.syscall : undefined;
  const port = 'port' in error && typeof error.port === 'number' ? String(error.port) : ports.join(' or ');
  if (code === 'EADDRINUSE')
    return `port ${port} is already in use. Stop the other program, or set ${settings.port} to a free one.`;
  if (code === 'EACCES' && syscall === 'listen')
    return `this user may not open port ${port}. Set ${settings.port} to one above 1023, or allow it (docs/deploy.md, “Without a proxy”).`;
  if (code === 'EADDRNOTAVAIL' || (syscall === 'getaddrinfo' && 'hostname' in error && error.hostname === host))
    return `${host} is no address of this computer. Set ${settings.host} to 127.0.0.1 (this computer only), 0.0.0.0 (all), or one that it has.`;
  if (code.startsWith('ERR_OSSL'))
    return `TLS_CERT_FILE and TLS_KEY_FILE cannot be used (${code}). Both must be PEM files, and the key must be the one of the certificate.`;
  return null;
}
