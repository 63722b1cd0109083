/** Each check of the chaos can fail, and fails for its own reason only. */
import { describe, expect, test } from '@jest/globals';
import type { SendRequest } from '../../server/sandbox/sendLog.ts';
import { chaosChecks, type Evidence } from './chaosChecks.ts';
import type { ChaosRow } from './chaosRows.ts';
import type { Proof } from './farSide.ts';
import type { Kill } from './inFlight.ts';

const T = 1_000_000;
const KILL: Kill = { sentAt: T, goneAt: T + 5, spawnedAt: T + 10, upAt: T + 700, unwritableSince: null, nextAt: T + 750 };
const PLANNED = new Map<string, Proof>([
  ['a@none.example', 'none'],
  ['b@search.example', 'search'],
  ['c@draft.example', 'draft'],
  ['d@late.example', 'none'],
]);

const row = (id: string, to: string, more: Partial<ChaosRow> = {}): ChaosRow => ({
  id,
  campaign: 'one',
  to,
  status: 'accepted',
  code: null,
  reason: null,
  decidedBy: null,
  draftId: null,
  lookUps: 0,
  nextLookUp: null,
  submittingAt: T - 60,
  ...more,
});

const send = (marker: string, to: string, more: Partial<SendRequest> = {}): SendRequest => ({
  number: 1,
  route: 'POST /v1.0/me/sendMail',
  connection: 1,
  arrivedAt: T - 500,
  takenAt: T - 500,
  answeredAt: T - 490,
  status: 202,
  marker,
  to: [to],
  ...more,
});

const unanswered = {
  arrivedAt: T - 3,
  takenAt: T - 2,
  answeredAt: undefined,
  status: undefined,
  lostAt: T + 4,
} as unknown as Partial<SendRequest>;

/** Marked right before their requests arrived. */
const doubted = (...ids: string[]): Evidence['doubts'] =>
  new Map(ids.map((id) => [id, new Set([id === '4' ? T - 60 : T - 505])]));

/** All is well: the last mail was in flight at the kill, arrived, and stays in doubt. */
function wellDone(): { -readonly [K in keyof Evidence]: Evidence[K] } & { rows: ChaosRow[]; sends: SendRequest[] } {
  return {
    planned: PLANNED,
    rows: [
      row('1', 'a@none.example'),
      row('2', 'b@search.example'),
      row('3', 'c@draft.example'),
      row('4', 'd@late.example', { status: 'unknown' }),
    ],
    doubts: doubted('4'),
    sent: [...PLANNED.keys()].map((to) => ({ to: [to], marker: null })),
    sends: [
      send('1', 'a@none.example'),
      send('2', 'b@search.example'),
      send('3', 'c@draft.example', { draft: 'd3' }),
      send('4', 'd@late.example', unanswered),
    ],
    kills: [KILL],
    unwritable: [],
    deaths: 0,
    integrity: ['ok'],
    sendTimeoutMs: 2000,
    lookUpsExpected: true,
  };
}

const failed = (evidence: Evidence): string[] => chaosChecks(evidence).flatMap(({ name, ok }) => (ok ? [] : [name]));

test('nothing is found where nothing is wrong', () => {
  expect(failed(wellDone())).toEqual([]);
});

type Scene = ReturnType<typeof wellDone>;

describe('what is found', () => {
  test.each<[string, string, (scene: Scene) => void]>([
    ['a recipient with two mails', 'no recipient twice', (s) => (s.sent = [...s.sent, { to: ['a@none.example'], marker: '1' }])],
    ['a mail told as accepted that never arrived', 'accepted = taken', (s) => (s.sent = s.sent.slice(1))],
    [
      'a mail that arrived and is told as rejected',
      'accepted = taken',
      (s) => {
        s.rows[0] = row('1', 'a@none.example', { status: 'rejected' });
        s.sends.push(send('9', 'a@none.example', { fault: { status: 400 }, status: 400 }));
      },
    ],
    [
      'a recipient without a row',
      'none lost: every recipient has one row, and every row an end',
      (s) => (s.planned = new Map([...PLANNED, ['x@none.example', 'none']])),
    ],
    [
      'a recipient given up without a scripted reason',
      'none lost: every recipient has one row, and every row an end',
      (s) => {
        s.rows[0] = row('1', 'a@none.example', { status: 'rejected' });
        s.sent = s.sent.slice(1);
      },
    ],
    [
      'a row that never came to an end',
      'none lost: every recipient has one row, and every row an end',
      (s) => {
        s.rows[0] = row('1', 'a@none.example', { status: 'queued' });
        s.sent = s.sent.slice(1);
      },
    ],
    [
      'a doubt about a mail whose answer came long before the kill',
      'no more doubts than sends in flight at the kills, and scripted ones',
      (s) => {
        s.rows[0] = row('1', 'a@none.example', { status: 'unknown' });
        s.sends[0] = send('1', 'a@none.example', { arrivedAt: T - 5000, takenAt: T - 5000, answeredAt: T - 4990 });
        s.doubts = new Map([...doubted('4'), ['1', new Set([T - 5005])]]);
      },
    ],
    [
      'a mail sent again after it was in doubt',
      'nothing in doubt is sent again',
      (s) => s.sends.push(send('4', 'd@late.example', { arrivedAt: T + 800, takenAt: T + 800, answeredAt: T + 810 })),
    ],
    [
      'a doubt that nobody decided',
      'doubts end only by a look into the mailbox',
      (s) => (s.rows[3] = row('4', 'd@late.example')),
    ],
    [
      'a doubt of a mailbox with drafts that was never looked up',
      'doubts end only by a look into the mailbox',
      (s) => (s.planned = new Map([...PLANNED, ['d@late.example', 'draft']])),
    ],
    [
      'a long silence after a kill',
      'after a kill the next mail leaves within 5 s of the process being up',
      (s) => (s.kills = [{ ...KILL, nextAt: KILL.upAt + 5001 }]),
    ],
    ['a server that died by itself', 'the server ended only where it was killed', (s) => (s.deaths = 1)],
    [
      'a broken database',
      'the database is whole (integrity_check)',
      (s) => (s.integrity = ['row 3 missing from index outbox_next']),
    ],
  ])('%s', (_, name, spoil) => {
    const scene = wellDone();
    spoil(scene);
    expect(failed(scene)).toEqual([name]);
  });
});

describe('what is right', () => {
  test.each<[string, (scene: Scene) => void]>([
    [
      'a mail that is sent again after a clear refusal',
      (s) => s.sends.unshift(send('1', 'a@none.example', { status: 429, takenAt: undefined as unknown as number })),
    ],
    [
      'a draft that is sent again as the same draft',
      (s) => s.sends.unshift(send('3', 'c@draft.example', { ...unanswered, arrivedAt: T - 900, lostAt: T - 800, draft: 'd3' })),
    ],
    [
      'a scripted doubt',
      (s) => {
        s.rows[0] = row('1', 'a@none.example', { status: 'unknown' });
        s.sends[0] = send('1', 'a@none.example', { fault: { status: 504, taken: true }, status: 504 });
        s.doubts = doubted('1', '4');
      },
    ],
    [
      'a doubt about a mail that was marked and never came to the wire',
      (s) => {
        s.rows[0] = row('1', 'a@none.example', { status: 'unknown' });
        s.sends.shift();
        s.sent = s.sent.slice(1);
        s.doubts = doubted('1', '4');
        s.kills = [KILL, { ...KILL, sentAt: T + 2000, goneAt: T + 2005, spawnedAt: T + 2010, upAt: T + 2500, nextAt: null }];
        s.sends.push(send('5', 'e@other.example', { ...unanswered, arrivedAt: T - 2 }));
      },
    ],
    [
      'a doubt of each of two kills that came soon after one another',
      (s) => {
        s.planned = new Map([...PLANNED, ['e@none.example', 'none']]);
        s.rows[0] = row('1', 'a@none.example', { status: 'unknown' });
        s.rows.push(row('5', 'e@none.example', { status: 'unknown' }));
        s.sends.shift();
        s.sends.push(send('5', 'e@none.example', { ...unanswered, arrivedAt: T + 1197, takenAt: T + 1198, lostAt: T + 1204 }));
        s.sent = [...s.sent.slice(1), { to: ['e@none.example'], marker: '5' }];
        s.doubts = new Map([...doubted('1', '4'), ['5', new Set([T + 1195])]]);
        s.kills = [KILL, { ...KILL, sentAt: T + 1200, goneAt: T + 1205, spawnedAt: T + 1210, upAt: T + 1700, nextAt: null }];
      },
    ],
    [
      'a doubt that lasted until its end could be recorded',
      (s) => {
        s.doubts = doubted('1', '4');
        s.unwritable = [{ from: T - 100, to: T - 50 }];
      },
    ],
    [
      'a doubt whose answer left while the database was locked',
      (s) => {
        s.rows[1] = row('2', 'b@search.example', { status: 'accepted', decidedBy: 'look-up' });
        s.doubts = doubted('2', '4');
        s.kills = [{ ...KILL, unwritableSince: T - 600 }];
      },
    ],
    [
      'a recipient given up for a scripted reason',
      (s) => {
        s.rows[0] = row('1', 'a@none.example', { status: 'rejected' });
        s.sends[0] = send('1', 'a@none.example', { status: 400, fault: { status: 400 } });
        s.sent = s.sent.slice(1);
      },
    ],
    ['a kill after which nothing was left to send', (s) => (s.kills = [{ ...KILL, nextAt: null }])],
  ])('%s', (_, change) => {
    const scene = wellDone();
    change(scene);
    expect(failed(scene)).toEqual([]);
  });
});
