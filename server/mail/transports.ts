/** One transport for each wire, made when it is first needed and kept: connections are kept in them. */
import { globalAgent } from 'node:https';
import { type PostOnce, httpPoster } from '../network/httpPoster.ts';
import { keptConnections } from '../network/keptConnections.ts';
import { gmailTransport } from './gmailTransport.ts';
import { graphTransport } from './graphTransport.ts';
import type { MailTransport } from './mailTransport.ts';
import type { MailWire } from './mailWire.ts';
import { smtpTransport } from './smtpTransport.ts';

export interface TransportsDeps {
  fetch: typeof fetch;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** From the first byte to the last of the answer, for Graph and the Gmail API; twice as long for a dialogue with a mail server. */
  requestTimeoutMs: number;
  newId: () => string;
  /** Authorities of the operator's own for mail servers, PEM. */
  ca: string | null;
}

export interface Transports {
  of: (wire: MailWire) => MailTransport;
  /** Ends idle connections; nothing may be on its way any more. */
  close: () => Promise<void>;
}

/** Until a connection to Graph or Gmail stands. */
const CONNECT_MS = 10_000;
/** Until a mail server has greeted and TLS stands. */
const SMTP_CONNECT_MS = 30_000;
/**
 * Without a sign of life from a mail server. RFC 5321 section 4.5.3.2 wants up to ten minutes; after the final dot every
 * second less is a mail in doubt, and every second more is one somebody waits for.
 */
const SMTP_REPLY_MS = 2 * 60_000;
/** Longer than the pause between two mails of a campaign, shorter than servers let a connection idle. */
const SMTP_IDLE_MS = 30_000;

type Kept = MailTransport & { close?: () => Promise<void> };

export function transports(deps: TransportsDeps): Transports {
  const kept = new Map<string, Kept>();
  const posters = postersByOrigin(deps.requestTimeoutMs);
  return {
    of(wire) {
      // Without what does not matter for sending, so that one mailbox has one connection.
      const key = JSON.stringify(wire.kind === 'smtp' ? { ...wire, imap: null } : wire);
      const known = kept.get(key);
      if (known) return known;
      const made = make(deps, posters.at, wire);
      kept.set(key, made);
      return made;
    },
    close: async () => {
      await Promise.all([posters.close(), ...[...kept.values()].map(async (transport) => transport.close?.())]);
    },
  };
}

/** Wires to the same host share its connections. */
function postersByOrigin(timeoutMs: number) {
  const kept = new Map<string, { post: PostOnce; close: () => Promise<void> }>();
  // Node's own fetch goes through the proxies then, so this does too.
  const viaProxies = globalAgent.options.proxyEnv !== undefined;
  return {
    at: (origin: string): PostOnce => {
      const known = kept.get(origin);
      if (known) return known.post;
      const dispatcher = keptConnections({ origin, connectTimeoutMs: Math.min(CONNECT_MS, timeoutMs), viaProxies });
      const made = { post: httpPoster({ dispatcher, origin, timeoutMs }), close: () => dispatcher.close() };
      kept.set(origin, made);
      return made.post;
    },
    close: async (): Promise<void> => {
      await Promise.all([...kept.values()].map(({ close }) => close()));
    },
  };
}

function make(deps: TransportsDeps, posterAt: (origin: string) => PostOnce, wire: MailWire): Kept {
  switch (wire.kind) {
    case 'graph': {
      const { origin } = new URL(wire.graphUrl);
      return graphTransport({ ...deps, graphUrl: wire.graphUrl, post: posterAt(origin), proof: wire.proof ?? 'none' });
    }
    case 'gmail': {
      const { origin, pathname } = new URL(wire.gmailUrl);
      const basePath = pathname.replace(/\/$/, '');
      return gmailTransport({ ...deps, gmailUrl: wire.gmailUrl, post: posterAt(origin), basePath });
    }
    case 'smtp':
      return smtpTransport({
        server: wire.smtp,
        ca: deps.ca,
        clock: deps.clock,
        connectTimeoutMs: SMTP_CONNECT_MS,
        replyTimeoutMs: SMTP_REPLY_MS,
        idleMs: SMTP_IDLE_MS,
        messageTimeoutMs: 2 * deps.requestTimeoutMs,
      });
  }
}
