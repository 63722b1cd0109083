/** Whatever a server says: what may be tried again is on a short list, because a mail that is sent on a guess is sent twice. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { gmailOutcome } from '../../../server/mail/gmailOutcome.ts';
import { madeDraft } from '../../../server/mail/graphDraft.ts';
import { graphOutcome } from '../../../server/mail/graphOutcome.ts';
import { networkOutcome } from '../../../server/mail/networkOutcome.ts';
import { smtpOutcome } from '../../../server/mail/smtpOutcome.ts';
import { networkFault } from '../../../server/network/networkFault.ts';
import { GMAIL_REASONS } from '../../../shared/help/googleCodes.ts';
import { GRAPH_CODES } from '../../../shared/help/graphCodes.ts';

const NOW = Date.parse('2026-11-20T18:00:00Z');
const RUNS = { numRuns: 2000 };

const status = fc.oneof(fc.integer({ min: 0, max: 999 }), fc.constantFrom(202, 401, 403, 429, 500, 503, 504));
const code = fc.oneof(
  fc.constantFrom(...GRAPH_CODES.keys(), ...GMAIL_REASONS.keys(), 'constructor', ''),
  fc.string({ maxLength: 20 }),
);
const message = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    'User-rate limit exceeded.  Retry after 2026-11-20T18:00:30.000Z (Mail sending)',
    'Please try again later',
    'Server busy',
  ),
);
const word = fc.record({ reason: code, domain: fc.string({ maxLength: 5 }) });
const body = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constant(undefined),
  fc.record({
    error: fc.record({
      code: fc.oneof(code, fc.integer()),
      message,
      status: code,
      errors: fc.array(word),
      details: fc.array(word),
    }),
  }),
);
const wait = fc.option(
  fc.oneof(fc.constantFrom('5', '0', 'soon', '-1', 'Fri, 20 Nov 2026 18:01:00 GMT'), fc.string({ maxLength: 5 })),
  {
    nil: undefined,
  },
);
const answer = fc.record({ status, body, wait }).map(({ wait: retryAfter, ...said }) => ({
  ...said,
  headers: { get: (name: string) => (name === 'retry-after' ? (retryAfter ?? null) : null) },
}));

const named = (header: string | null) => header !== null && /^\s*(?:\d+\s*$|[A-Z][a-z]{2},? )/.test(header);

describe('Graph', () => {
  test('later only after 429, and after 503 that names a time', () => {
    fc.assert(
      fc.property(answer, (said) => {
        if (graphOutcome(said, NOW).kind !== 'later') return;
        const busy = said.status === 503 && named(said.headers.get('retry-after'));
        expect([said.status === 429 || busy, said]).toEqual([true, said]);
      }),
      RUNS,
    );
  });

  test('2xx is taken, and nothing else is; 5xx never counts as certainly not sent, but for that 503', () => {
    fc.assert(
      fc.property(answer, (said) => {
        const { kind } = graphOutcome(said, NOW);
        expect(kind === 'accepted').toBe(said.status >= 200 && said.status < 300);
        if (said.status >= 500 && kind !== 'later') expect(kind).toBe('unknown');
      }),
      RUNS,
    );
  });

  test('a draft that is made is never a doubt, and never sent by that', () => {
    fc.assert(
      fc.property(answer, fc.boolean(), (said, written) => {
        for (const end of [
          { kind: 'answer' as const, ...said },
          { kind: 'failed' as const, fault: { code: 'X', unwritten: !written } },
          { kind: 'held' as const },
        ]) {
          const made = madeDraft(end, NOW);
          if ('outcome' in made) expect(['later', 'rejected', 'reconnect', 'stopMailbox']).toContain(made.outcome.kind);
          else expect(made.draftId).not.toBe('');
        }
      }),
      RUNS,
    );
  });
});

test('Gmail: later only after 429, 503 that names a time, and 403 for the pace', () => {
  fc.assert(
    fc.property(answer, (said) => {
      const outcome = gmailOutcome(said, '<id@example.com>', NOW);
      expect(outcome.kind === 'accepted').toBe(said.status >= 200 && said.status < 300);
      if (said.status >= 500 && outcome.kind !== 'later') expect(outcome.kind).toBe('unknown');
      if (outcome.kind !== 'later') return;
      const busy = said.status === 503 && named(said.headers.get('retry-after'));
      const pace =
        said.status === 403 && /rateLimitExceeded|userRateLimitExceeded|RATE_LIMIT_EXCEEDED/.test(JSON.stringify(said.body));
      expect([said.status === 429 || busy || pace, said]).toEqual([true, said]);
    }),
    RUNS,
  );
});

describe('SMTP', () => {
  const stage = fc.constantFrom('connect', 'login', 'envelope', 'body', 'dot');
  const nodes = fc.oneof(
    fc.constantFrom('ECONNRESET', 'ETIMEDOUT', 'EMESSAGE', 'EENVELOPE', 'ECONNECTION', 'EPROTOCOL'),
    fc.string(),
  );
  const reply = fc.option(
    fc.oneof(
      fc.string({ maxLength: 30 }),
      fc
        .tuple(
          fc.integer({ min: 100, max: 699 }),
          fc.constantFrom('', ' 5.1.1', ' 4.5.3', ' 5.7.57', ' 2.0.0'),
          fc.string({ maxLength: 20 }),
        )
        .map(([digits, enhanced, text]) => `${digits}${enhanced} ${text}`),
    ),
    { nil: undefined },
  );
  const trouble = fc
    .record({ stage, code: nodes, reply })
    .map(({ reply: said, ...rest }) => ({ ...rest, ...(said !== undefined && { reply: said }) }));

  test('after the final dot only 4yz is tried again, and without 4yz or 5yz it is a doubt', () => {
    fc.assert(
      fc.property(trouble, (facts) => {
        const { kind } = smtpOutcome({ ...facts, stage: 'dot' });
        const said = facts.reply ?? '';
        expect(kind === 'later').toBe(/^4\d\d(?: |$)/.test(said));
        expect(kind === 'unknown').toBe(!/^[45]\d\d(?: |$)/.test(said));
      }),
      RUNS,
    );
  });

  test('before it nothing is a doubt, and 5yz is never tried again', () => {
    fc.assert(
      fc.property(trouble, (facts) => {
        if (facts.stage === 'dot') return;
        const { kind } = smtpOutcome(facts);
        expect(kind).not.toBe('unknown');
        if (/^5\d\d(?: |$)/.test(facts.reply ?? '')) expect(kind).not.toBe('later');
      }),
      RUNS,
    );
  });
});

test('no answer: later only where not a byte left', () => {
  fc.assert(
    fc.property(fc.record({ code: fc.string(), unwritten: fc.boolean() }), (fault) => {
      expect(networkOutcome(fault).kind).toBe(fault.unwritten ? 'later' : 'unknown');
    }),
  );
});

test('a fault that nobody knows is never taken for one before the connection', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 12 }),
      fc.constantFrom('read', 'write', 'shutdown', undefined),
      (name, syscall) => {
        expect(networkFault({ code: `E_${name}`, ...(syscall !== undefined && { syscall }) }).unwritten).toBe(false);
      },
    ),
  );
});
