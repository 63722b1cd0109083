/** One transport for each wire, made when it is first needed and kept: connections are pooled in them. */
import { graphTransport } from './graphTransport.ts';
import type { MailTransport } from './mailTransport.ts';
import type { MailWire } from './mailWire.ts';

export interface TransportsDeps {
  fetch: typeof fetch;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** From the first byte to the last of the answer. */
  requestTimeoutMs: number;
  newId: () => string;
}

export interface Transports {
  of: (wire: MailWire) => MailTransport;
  /** Ends idle connections; nothing may be on its way any more. */
  close: () => Promise<void>;
}

export function transports(deps: TransportsDeps): Transports {
  const kept = new Map<string, MailTransport>();
  return {
    of(wire) {
      const key = JSON.stringify(wire);
      const known = kept.get(key);
      if (known) return known;
      const made = make(deps, wire);
      kept.set(key, made);
      return made;
    },
    close: () => Promise.resolve(),
  };
}

function make(deps: TransportsDeps, wire: MailWire): MailTransport {
  if (wire.kind === 'graph') return graphTransport({ ...deps, graphUrl: wire.graphUrl });
  throw new Error(`There is no transport for ${wire.kind}.`);
}
