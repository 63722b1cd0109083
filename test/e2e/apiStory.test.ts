/** The whole job by HTTP alone, as a stranger with the README would do it, bad input included. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Campaign } from '../../shared/api/campaigns.ts';
import { accountsOf, type Answer, api, aServer, signedIn, type TestServer } from '../support/aServer.ts';
import { sandboxMails, scriptFault } from '../support/sandboxOverHttp.ts';

const sample = (name: string): string => readFileSync(new URL(`../../samples/${name}`, import.meta.url)).toString('base64');
const LETTER = { name: 'letter.docx', contentBytes: sample('letter.docx') };
const LIST = { name: 'people.xlsx', contentBytes: sample('people.xlsx') };

let server: TestServer;
let token: string;
let providerId: string;

beforeAll(async () => {
  server = await aServer();
  ({ token } = await signedIn(server, 'anna@contoso.example'));
  providerId = (await accountsOf(server, token))[0]?.id ?? '';
});
afterAll(() => server.close());

function call<T = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  return api<T>(server, method, path, { token, headers, ...(body !== undefined && { body }) });
}

/** Reads the progress until the campaign is in one of these states. */
async function until(id: string, ...statuses: string[]): Promise<Campaign> {
  const events = await fetch(`${server.url}/api/campaigns/${id}/events`, { headers: { authorization: `Bearer ${token}` } });
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
    text += value ?? '';
    // Whole lines only: a piece may end anywhere.
    const seen = [...text.matchAll(/^data: (.*)\n/gm)].map((m) => JSON.parse(m[1] ?? '{}') as { status: string });
    if (seen.some((campaign) => statuses.includes(campaign.status))) break;
    if (done) throw new Error(`The events of ${id} ended before it was ${statuses.join(' or ')}: ${text}`);
  }
  await reader?.cancel();
  return (await call<Campaign>('GET', `/api/campaigns/${id}`)).body;
}

async function draft(more: Record<string, unknown> = {}): Promise<Campaign> {
  const made = await call<Campaign>('POST', '/api/campaigns', {
    name: 'Spring',
    providerId,
    subject: 'Your place, {{First Name}}',
    letter: LETTER,
    list: LIST,
    ...more,
  });
  expect(made.status).toBe(201);
  return made.body;
}

describe('a merge, start to finish', () => {
  test('25 people get their own mail, once', async () => {
    const made = await draft();
    expect(made.letter?.fields.length).toBeGreaterThanOrEqual(12);
    expect(made.list).toMatchObject({ kind: 'xlsx', rows: 25 });
    expect(made.check).toMatchObject({ recipients: 25, skipped: 0 });

    // The list has one empty cell; it stops the start until somebody decides.
    const early = await call('POST', `/api/campaigns/${made.id}/start`, {});
    expect(early).toMatchObject({ status: 409, body: { code: 'CAMPAIGN_NOT_READY' } });
    const fields = made.check.blockers.map((blocker) => blocker.field ?? '');
    expect(fields).toHaveLength(1);
    const decided = await call<Campaign>('PATCH', `/api/campaigns/${made.id}`, { fieldPolicies: { [fields[0] ?? '']: 'empty' } });
    expect(decided.body.check.blockers).toEqual([]);

    const preview = await call<{ to: string; subject: string; html: string }>('GET', `/api/campaigns/${made.id}/preview/1`);
    expect(preview.body.html).not.toMatch(/«|»|MERGEFIELD|\{\{/);

    expect(await call('POST', `/api/campaigns/${made.id}/start`, { recipients: 24 })).toMatchObject({
      status: 409,
      body: { code: 'COUNT_CHANGED' },
    });
    expect(await call('POST', `/api/campaigns/${made.id}/start`, { recipients: 25 })).toMatchObject({
      status: 200,
      body: { status: 'running' },
    });
    const ended = await until(made.id, 'finished');
    expect(ended.progress).toMatchObject({ total: 25, accepted: 25, rejected: 0, unknown: 0 });

    const mails = (await sandboxMails(server)).filter((mail) => mail.subject.startsWith('Your place, '));
    expect(mails).toHaveLength(25);
    expect(new Set(mails.map((mail) => mail.to[0])).size).toBe(25);
    const first = mails.find((mail) => mail.to[0] === preview.body.to);
    expect(first?.subject).toBe(preview.body.subject);

    const report = await call<string>('GET', `/api/campaigns/${made.id}/report.csv`);
    expect(report.body.trim().split('\r\n')).toHaveLength(26);
  });

  test('can be stopped on the way, and goes on where it stopped', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({ Email: `p${i}@stop.example`, Name: `N${i}` }));
    const made = await draft({ letter: { html: '<p>Dear {{Name}}</p>' }, list: { rows }, subject: 'stop' });
    // Slow enough to be stopped on the way.
    await scriptFault(server, 'POST /v1.0/me/sendMail', { delayMs: 400 }, 5);
    await call('POST', `/api/campaigns/${made.id}/start`);
    expect((await call('POST', `/api/campaigns/${made.id}/pause`)).body).toMatchObject({ status: 'paused' });
    expect((await call('POST', `/api/campaigns/${made.id}/pause`)).body).toMatchObject({ code: 'CAMPAIGN_WRONG_STATE' });
    expect((await call('DELETE', `/api/campaigns/${made.id}`)).body).toMatchObject({ code: 'CAMPAIGN_WRONG_STATE' });
    await call('POST', `/api/campaigns/${made.id}/resume`);
    const ended = await until(made.id, 'finished');
    expect(ended.progress.accepted).toBe(20);
    expect((await sandboxMails(server)).filter((mail) => mail.subject === 'stop')).toHaveLength(20);
  });

  test('can be cancelled: what has gone has gone, the rest stays here', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => ({ Email: `p${i}@cancel.example` }));
    const made = await draft({ letter: { html: '<p>Hello</p>' }, list: { rows }, subject: 'cancel' });
    await call('POST', `/api/campaigns/${made.id}/start`);
    await call('POST', `/api/campaigns/${made.id}/cancel`);
    await until(made.id, 'cancelled');
    // One may have been on its way.
    let progress = made.progress;
    do ({ progress } = (await call<Campaign>('GET', `/api/campaigns/${made.id}`)).body);
    while (progress.sending > 0);
    const sent = (await sandboxMails(server)).filter((mail) => mail.subject === 'cancel').length;
    expect([progress.accepted, progress.cancelled]).toEqual([sent, 200 - sent]);
  });

  test('whose answer got lost says so and is not sent again', async () => {
    const rows = [{ Email: 'lost@doubt.example' }, { Email: 'next@doubt.example' }];
    const made = await draft({ letter: { html: '<p>Hello</p>' }, list: { rows }, subject: 'doubt' });
    await scriptFault(server, 'POST /v1.0/me/sendMail', { cut: 'after' });
    await call('POST', `/api/campaigns/${made.id}/start`);
    const { progress } = await until(made.id, 'finished');
    expect(progress).toMatchObject({ accepted: 1, unknown: 1 });
    const mails = (await sandboxMails(server)).filter((mail) => mail.subject === 'doubt');
    expect(new Set(mails.map((mail) => mail.to[0]))).toEqual(new Set(['lost@doubt.example', 'next@doubt.example']));
    expect(mails).toHaveLength(2);
    const doubtful = await call<{ results: { to: string; reason: string }[] }>(
      'GET',
      `/api/campaigns/${made.id}/results?status=unknown`,
    );
    expect(doubtful.body.results).toMatchObject([
      { to: 'lost@doubt.example', reason: expect.stringMatching(/may or may not have gone out.*Sent Items/) },
    ]);
  });
});

describe('one message', () => {
  const mail = () => ({ providerId, to: ['ben@example.com'], subject: 'Hello', bodyHtml: '<p>Hello</p>' });

  test('goes out with everything it carries', async () => {
    const answer = await call('POST', '/api/email/auth/send', {
      ...mail(),
      subject: 'everything',
      cc: ['c@example.com'],
      bcc: ['d@example.com'],
      replyTo: ['r@example.com'],
      importance: 'high',
      trackingId: 'T-1',
      attachments: [{ name: 'a.txt', contentBytes: Buffer.from('text').toString('base64'), contentType: 'text/plain' }],
    });
    expect(answer.body).toMatchObject({ success: true, messageIdKind: 'request', trackingId: 'T-1' });
    const [arrived] = (await sandboxMails(server)).filter((m) => m.subject === 'everything');
    expect(arrived).toMatchObject({ to: ['ben@example.com'], cc: ['c@example.com'], bcc: ['d@example.com'] });
  });

  test('with one Idempotency-Key goes out once, and the answer is repeated', async () => {
    const key = { 'idempotency-key': 'once-and-only-once' };
    const first = await call('POST', '/api/email/auth/send', { ...mail(), subject: 'idempotent' }, key);
    const again = await call('POST', '/api/email/auth/send', { ...mail(), subject: 'idempotent' }, key);
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect((await sandboxMails(server)).filter((m) => m.subject === 'idempotent')).toHaveLength(1);
    expect(await call('POST', '/api/email/auth/send', { ...mail(), subject: 'another' }, key)).toMatchObject({
      status: 409,
      body: { code: 'IDEMPOTENCY_MISMATCH' },
    });
  });

  test('whose answer got lost is 502 with the row’s id, and arrives once', async () => {
    await scriptFault(server, 'POST /v1.0/me/sendMail', { cut: 'after' });
    const answer = await call('POST', '/api/email/auth/send', { ...mail(), subject: 'lost' }, { 'idempotency-key': 'lost' });
    expect(answer).toMatchObject({
      status: 502,
      body: { code: 'SEND_OUTCOME_UNKNOWN', details: { outboxId: expect.any(String) } },
    });
    expect(
      await call('POST', '/api/email/auth/send', { ...mail(), subject: 'lost' }, { 'idempotency-key': 'lost' }),
    ).toMatchObject({ status: 502 });
    expect((await sandboxMails(server)).filter((m) => m.subject === 'lost')).toHaveLength(1);
  });

  test.each([
    [{}, 400, 'Missing required fields: to, subject, bodyHtml'],
    [{ providerId: 'x', to: ['a@example.com'] }, 400, 'Missing required fields: subject, bodyHtml'],
    [{ providerId: 'x', to: ['no address'], subject: 's', bodyHtml: 'b' }, 400, 'no address'],
    [{ providerId: 'x', to: ['a@example.com'], subject: 's', bodyHtml: 'b' }, 404, 'no such mailbox'],
    [{ providerId: 'x', to: 'a@example.com', subject: 's', bodyHtml: 'b' }, 400, 'body'],
    [{ providerId: 'x', to: ['a@example.com'], subject: 's', bodyHtml: 'b', extra: 1 }, 400, 'does not know “extra”'],
    [{ importance: 'urgent' }, 400, 'importance must be one of low, normal, high'],
  ])('%j is refused with %i', async (body, status, words) => {
    const answer = await call('POST', '/api/email/auth/send', body);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ success: false, error: expect.stringContaining(words), requestId: expect.any(String) });
  });
});

describe('bad input is told clearly and leaves nothing behind', () => {
  const zipOf = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');

  test.each([
    [
      'a letter that is no Word document',
      { letter: { name: 'x.docx', contentBytes: Buffer.from('hello').toString('base64') } },
      422,
      'LETTER_UNREADABLE',
    ],
    [
      'a damaged letter',
      { letter: { name: 'x.docx', contentBytes: LETTER.contentBytes.slice(0, 8000) } },
      422,
      'LETTER_UNREADABLE',
    ],
    ['a letter of 30 MB', { letter: { name: 'x.docx', contentBytes: zipOf(30 * 1024 * 1024) } }, 413, 'TOO_LARGE'],
    ['a letter that is not base64', { letter: { name: 'x.docx', contentBytes: '***' } }, 422, 'LETTER_UNREADABLE'],
    [
      'a list without rows',
      { list: { name: 'x.csv', contentBytes: Buffer.from('Email,Name\n').toString('base64') } },
      422,
      'LIST_EMPTY',
    ],
    [
      'a list of 100,001 rows',
      { list: { name: 'x.csv', contentBytes: Buffer.from(`Email\n${'a@example.com\n'.repeat(100_001)}`).toString('base64') } },
      422,
      'LIST_TOO_LONG',
    ],
    [
      'rows that share no column',
      { list: { rows: Array.from({ length: 40_000 }, (_, i) => ({ [`k${i}`]: 1 })) } },
      422,
      'LIST_UNREADABLE',
    ],
    ['a million rows that are none', { list: { rows: Array(1_000_000).fill(1) } }, 400, 'INVALID_REQUEST'],
    ['a column that is not there', { list: LIST, addressColumn: 'Nowhere' }, 422, 'COLUMN_MISSING'],
    ['a mailbox that is not there', { providerId: 'nobody' }, 404, 'ACCOUNT_NOT_FOUND'],
    ['a word the contract does not know', { lettre: 1 }, 400, 'INVALID_REQUEST'],
  ])('%s', async (_name, body, status, code) => {
    const before = (await call<{ count: number }>('GET', '/api/campaigns')).body.count;
    const answer = await call('POST', '/api/campaigns', body);
    expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status, code });
    expect(String(answer.body['error']).length).toBeGreaterThan(20);
    expect((await call<{ count: number }>('GET', '/api/campaigns')).body.count).toBe(before);
  });

  test.each([
    ['an address that is not there', 'GET', '/api/nothing', 404, 'NOT_FOUND'],
    ['somebody else’s campaign', 'GET', '/api/campaigns/00000000-0000-0000-0000-000000000000', 404, 'CAMPAIGN_NOT_FOUND'],
  ])('%s', async (_name, method, path, status, code) => {
    expect(await call(method, path)).toMatchObject({ status, body: { success: false, code } });
  });

  test('a form in place of JSON is told what to send', async () => {
    const response = await fetch(`${server.url}/api/email/auth/send`, {
      method: 'POST',
      body: new URLSearchParams({ a: 'b' }),
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'INVALID_REQUEST',
      error: expect.stringContaining('Content-Type: application/json'),
    });
  });

  test('a body that is no JSON', async () => {
    const response = await fetch(`${server.url}/api/campaigns`, {
      method: 'POST',
      body: '{',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ success: false, code: 'INVALID_REQUEST' });
  });
});

test('another web application may use the whole API where its origin is allowed, and no other', async () => {
  const host = await aServer({ ALLOWED_ORIGINS: 'https://app.example.com' });
  const ask = (origin: string, method: string) =>
    fetch(`${host.url}/api/campaigns/x`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'authorization' },
    });
  const allowed = await ask('https://app.example.com', 'DELETE');
  expect(allowed.headers.get('access-control-allow-methods')).toContain('DELETE');
  expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
  expect((await ask('https://evil.example', 'DELETE')).headers.get('access-control-allow-origin')).toBeNull();
  await host.close();
});

test('strangers who ask too often are told to wait, with our words', async () => {
  const host = await aServer();
  let last = await api(host, 'GET', '/api/auth/sign-in/x');
  for (let i = 0; i < 310 && last.status !== 429; i += 1) last = await api(host, 'GET', '/api/auth/sign-in/x');
  expect(last).toMatchObject({ status: 429, body: { success: false, code: 'TOO_MANY_REQUESTS' } });
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  await host.close();
});

test('the API describes itself, every route with its answers', async () => {
  const described = await api<{ paths: Record<string, unknown> }>(server, 'GET', '/docs/json');
  for (const path of [
    '/api/email/auth/send',
    '/api/email/auth/{providerKey}/connect',
    '/api/campaigns/{id}/start',
    '/api/auth/session',
    '/health/ready',
  ]) {
    expect(Object.keys(described.body.paths)).toContain(path);
  }
});
