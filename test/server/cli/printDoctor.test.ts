import { describe, expect, test } from '@jest/globals';
import { printDoctor, type Report } from '../../../server/cli/printDoctor.ts';
import type { Check } from '../../../shared/api/doctor.ts';

const check = (change: Partial<Check>): Check => ({
  id: 'x',
  group: 'settings',
  title: 'Database',
  status: 'ok',
  detail: 'It can be written.',
  next: null,
  milliseconds: null,
  ...change,
});

interface How {
  json?: boolean;
  kind?: Report['kind'];
}

function run(checks: Check[], { json = false, kind = 'examined' }: How = {}): { code: number; lines: string[] } {
  const lines: string[] = [];
  const code = printDoctor({ kind, checks }, { json, now: 0 }, (line) => lines.push(line));
  return { code, lines };
}

test('groups in their order, marks, aligned, the next step below', () => {
  const { code, lines } = run([
    check({ group: 'network', title: 'a.example:443: connection', detail: 'It answers.', milliseconds: 12.4 }),
    check({}),
    check({ title: 'Signing in', status: 'failed', detail: 'Nobody can.', next: 'Set it.' }),
    check({ title: 'Admins', status: 'warning', detail: 'None.', next: 'Name one.' }),
    check({ title: 'Proxy', status: 'skipped', detail: 'None.' }),
  ]);
  expect(lines).toEqual([
    'Settings',
    '  ✓ Database    It can be written.',
    '  ✗ Signing in  Nobody can.',
    '                → Set it.',
    '  ! Admins      None.',
    '                → Name one.',
    '  – Proxy       None.',
    '',
    'Hosts',
    '  ✓ a.example:443: connection  It answers. (12 ms)',
    '',
    '1 thing does not work, 1 thing needs a look.',
  ]);
  expect(code).toBe(1);
});

test('one very long title does not push the others aside', () => {
  const { lines } = run([check({ title: 'x'.repeat(80) }), check({ title: 'short' })]);
  expect(lines[2]?.length).toBeLessThan(80);
});

test('what a host said does not steer the terminal', () => {
  const { lines } = run([check({ detail: 'It says “554 \u001b[2J\u0007\r\nbye”.' })]);
  expect(lines[1]).toBe('  ✓ Database  It says “554  [2J bye”.');
});

describe('the exit code', () => {
  test.each<[Check['status'][], Report['kind'], number, string]>([
    [['ok', 'skipped'], 'examined', 0, 'Everything is in order.'],
    [['ok', 'warning', 'warning'], 'examined', 0, '2 things need a look.'],
    [['failed', 'failed'], 'examined', 1, '2 things do not work.'],
    [['failed'], 'unusable', 2, 'The server does not start with these settings.'],
    [['skipped'], 'sandbox', 0, ''],
  ])('%j of %s is %i', (statuses, kind, expected, last) => {
    const { code, lines } = run(
      statuses.map((status) => check({ status })),
      { kind },
    );
    expect([code, lines.at(-1)]).toEqual([expected, expect.stringContaining(last)]);
  });
});

test('as JSON it is what the API answers', () => {
  const checks = [check({}), check({ status: 'failed', next: 'Set it.' })];
  const { code, lines } = run(checks, { json: true });
  expect([code, JSON.parse(lines.join('\n'))]).toEqual([1, { healthy: false, checks, checkedAt: '1970-01-01T00:00:00.000Z' }]);
});
