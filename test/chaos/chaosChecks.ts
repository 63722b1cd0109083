/** What must be true after the chaos, as pure functions of what was seen. Each failure names mails. */
import type { ChaosRow } from './chaosRows.ts';
import { countDoubts, type DoubtEvidence } from './countDoubts.ts';
import { wasClear } from './doubtful.ts';
import type { Proof, SentMail } from './farSide.ts';

export interface Evidence extends DoubtEvidence {
  /** Everybody who was to get a mail, with what the grant of their mailbox allows. */
  planned: ReadonlyMap<string, Proof>;
  rows: readonly ChaosRow[];
  sent: readonly SentMail[];
  /** How often the server ended without having been killed. */
  deaths: number;
  integrity: readonly string[];
  /** Whether look-ups must have come to an end; not where the far side is not ours. */
  lookUpsExpected: boolean;
}

export interface Check {
  name: string;
  ok: boolean;
  /** The figures, whether it is well or not. */
  facts: string;
  problems: string[];
}

/** From a kill to the next mail, once the process is up again. */
const SOON_MS = 5000;

export function chaosChecks(evidence: Evidence): Check[] {
  return [
    once(evidence),
    agree(evidence),
    ends(evidence),
    doubtsCounted(evidence),
    neverAgainByItself(evidence),
    lookedUp(evidence),
    soon(evidence),
    check('the server ended only where it was killed', evidence.deaths === 0 ? [] : [`${evidence.deaths} times by itself`]),
    check(
      'the database is whole (integrity_check)',
      evidence.integrity.filter((line) => line !== 'ok'),
    ),
  ];
}

function once({ sent }: Evidence): Check {
  const counts = new Map<string, number>();
  for (const to of sent.flatMap((mail) => mail.to)) counts.set(to, (counts.get(to) ?? 0) + 1);
  const twice = [...counts].filter(([, count]) => count > 1).map(([to, count]) => `${to} got ${count}`);
  return check('no recipient twice', twice, `${sent.length} mails taken`);
}

/** Accepted here ⇔ taken there; only a mail in doubt may be either. */
function agree({ rows, sent }: Evidence): Check {
  const arrived = new Set(sent.flatMap((mail) => mail.to));
  const known = new Map(rows.map((row) => [row.to, row]));
  const missing = rows.filter((row) => row.status === 'accepted' && !arrived.has(row.to));
  const untold = [...arrived].filter((to) => !['accepted', 'unknown'].includes(known.get(to)?.status ?? ''));
  return check(
    'accepted = taken',
    [
      ...missing.map((row) => `${row.to} is told as accepted and was never taken`),
      ...untold.map((to) => `${to} was taken and is told as ${known.get(to)?.status ?? 'nothing'}`),
    ],
    `${rows.filter((row) => row.status === 'accepted').length} accepted`,
  );
}

function ends({ planned, rows, sends }: Evidence): Check {
  const refused = new Set(sends.filter((each) => each.fault?.status === 400).flatMap((each) => each.to ?? []));
  const counts = new Map<string, number>();
  for (const { to } of rows) counts.set(to, (counts.get(to) ?? 0) + 1);
  const open = rows.filter((row) => !['accepted', 'unknown', 'rejected'].includes(row.status));
  const given = rows.filter((row) => row.status === 'rejected' && !refused.has(row.to));
  return check(
    'none lost: every recipient has one row, and every row an end',
    [
      ...[...planned.keys()].filter((to) => counts.get(to) !== 1).map((to) => `${to} has ${counts.get(to) ?? 0} rows`),
      ...open.map((row) => `${row.to} is still ${row.status} (${row.reason ?? 'no reason'})`),
      ...given.map((row) => `${row.to} was given up: ${row.code ?? ''} ${row.reason ?? ''}`),
    ],
    `${planned.size} recipients`,
  );
}

/** Every doubt has a cause, and there are no more of them than requests in flight at the kills and scripted doubts. */
function doubtsCounted(evidence: Evidence): Check {
  const { problems, facts } = countDoubts(evidence);
  return check('no more doubts than sends in flight at the kills, and scripted ones', problems, facts);
}

/** What may have been sent is only sent again as the same draft, which cannot arrive twice. */
function neverAgainByItself({ sends }: Evidence): Check {
  const mails = Map.groupBy(
    sends.filter((each) => each.marker !== undefined),
    (each) => each.marker,
  );
  const wrong = [...mails.values()].flatMap((tries) =>
    tries.filter((each, i) => {
      const before = tries[i - 1];
      // An acceptance is no doubt: whoever sends after that sends twice, which is seen where the mails are counted.
      if (before === undefined || wasClear(before)) return false;
      return before.draft === undefined || before.draft !== each.draft;
    }),
  );
  return check(
    'nothing in doubt is sent again',
    wrong.map((each) => `${each.to?.[0] ?? each.marker} was sent again after an end that leaves doubt`),
    `${sends.length} requests for ${mails.size} mails`,
  );
}

/** Where the mailbox may be read, a doubt about a mail that arrived ends; where it has drafts, every doubt does. */
function lookedUp({ planned, rows, doubts, sent, sends, lookUpsExpected }: Evidence): Check {
  const arrived = new Set(sent.flatMap((mail) => mail.to));
  const doubted = rows.filter((row) => doubts.has(row.id));
  const left = doubted.filter((row) => row.status === 'unknown');
  const open = left.filter((row) => {
    const proof = planned.get(row.to);
    return proof === 'draft' || (proof === 'search' && arrived.has(row.to));
  });
  // A clear answer ends a doubt too, where it could be recorded only later.
  const answered = new Set(sends.filter(wasClear).map((each) => each.marker));
  const unsigned = doubted.filter((row) => row.status !== 'unknown' && row.decidedBy === null && !answered.has(row.id));
  const problems = [
    ...(lookUpsExpected
      ? open.map((row) => `${row.to} was not found in its mailbox (${row.lookUps} looks so far): ${row.reason ?? ''}`)
      : []),
    ...unsigned.map((row) => `${row.to} was in doubt, is ${row.status} now, and nobody decided that`),
  ];
  return check(
    'doubts end only by a look into the mailbox',
    problems,
    `${doubted.length - left.length} resolved, ${left.length} stay unknown`,
  );
}

function soon({ kills }: Evidence): Check {
  const waits = kills.flatMap((kill) => (kill.nextAt === null ? [] : [Math.max(0, kill.nextAt - kill.upAt)]));
  const sorted = waits.toSorted((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return check(
    `after a kill the next mail leaves within ${SOON_MS / 1000} s of the process being up`,
    sorted.filter((wait) => wait > SOON_MS).map((wait) => `${Number.isFinite(wait) ? wait : 'more than 8000'} ms`),
    `median ${median} ms, most ${sorted.at(-1) ?? 0} ms, over ${waits.length} of ${kills.length} kills`,
  );
}

const check = (name: string, problems: readonly string[], facts = ''): Check => ({
  name,
  ok: problems.length === 0,
  facts,
  problems: [...problems],
});
