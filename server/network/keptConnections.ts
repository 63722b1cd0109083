/** Connections to one server, kept open between requests: undici's pool, or its way through a proxy. */
import { type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';

export interface KeptConnectionsAsk {
  /** Scheme, host and port. */
  origin: string;
  connectTimeoutMs: number;
  /** True where Node was told to use the proxies that the environment names (NODE_USE_ENV_PROXY, --use-env-proxy). */
  viaProxies: boolean;
}

/**
 * Shorter than servers let a connection idle (Node 5 s, others a minute and more): a request that is written just while the
 * other side closes is a mail in doubt, and a new connection costs less than that. A longer wish of the server counts no more.
 */
const IDLE_MS = 4000;

/** Trusts what Node trusts, NODE_EXTRA_CA_CERTS included. One request at a time on each connection (pipelining 1). */
export function keptConnections({ origin, connectTimeoutMs, viaProxies }: KeptConnectionsAsk): Dispatcher {
  const options = {
    connect: { timeout: connectTimeoutMs },
    pipelining: 1,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MS,
    // Whoever asks has a limit for all of it together.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  return viaProxies ? new EnvHttpProxyAgent(options) : new Pool(origin, options);
}
