/** What only other networks show: words for each way in which a connection is not made. */
import { describe, expect, test } from '@jest/globals';
import { hostChecks } from '../../../server/doctor/hostChecks.ts';
import { askOf, type HostNeed, mailNeed, mergeNeeds, webNeed } from '../../../server/doctor/hostNeed.ts';
import type { HostProbe } from '../../../server/network/probeHost.ts';
import { byId } from '../../support/aDoctor.ts';

const SMTP = mailNeed({ host: 'smtp.example.com', port: 587, security: 'starttls', auth: 'xoauth2' }, 'smtp', 'sending (“A”)');
const WEB = webNeed('https://graph.example.com', 'sending (“A”)') as HostNeed;
const skipped = { status: 'skipped' } as const;
const failed = (code: string) => ({ status: 'failed', milliseconds: 12.4, code, reason: '' }) as const;
const dns = { status: 'ok', milliseconds: 1, addresses: ['192.0.2.1', '192.0.2.2'] } as const;
const tcp = { status: 'ok', milliseconds: 1, address: '192.0.2.1' } as const;

function look(need: HostNeed, probe: Partial<HostProbe>) {
  const nothing = {
    ask: askOf(need),
    dns: { ...dns, addresses: [...dns.addresses] },
    tcp: skipped,
    greeting: skipped,
    tls: skipped,
    clock: skipped,
  };
  return byId(hostChecks(need, { ...nothing, ...probe }));
}

describe('a connection that is not made', () => {
  test.each<[HostNeed, string, RegExp, RegExp]>([
    [SMTP, 'ETIMEDOUT', /a firewall drops/, /hosting company .* smtp\.example\.com on port 587: many block mail ports/],
    [SMTP, 'ECONNREFUSED', /nothing listens on port 587/, /hosting company/],
    [SMTP, 'ENETUNREACH', /no way from this computer.*ENETUNREACH/, /Check the network connection/],
    [
      WEB,
      'ETIMEDOUT',
      /a firewall drops/,
      /^Allow outgoing connections from this computer to graph\.example\.com on port 443\.$/,
    ],
    [WEB, 'ESTRANGE', /not made \(ESTRANGE\)/, /Allow outgoing/],
  ])('to %o: %s', (need, code, detail, next) => {
    const check = look(need, { tcp: failed(code) })[`tcp:${need.host}:${need.port}`];
    expect(check).toMatchObject({
      status: 'failed',
      detail: expect.stringMatching(detail),
      next: expect.stringMatching(next),
      milliseconds: 12,
    });
    expect(check?.detail).toContain('It is needed for sending (“A”).');
  });

  test.each([
    ['ENOTFOUND', /No computer is known by this name/, /Check the spelling of smtp\.example\.com/],
    ['EAI_AGAIN', /DNS did not answer \(EAI_AGAIN\)/, /DNS settings/],
  ])('because of its name: %s', (code, detail, next) => {
    const found = look(SMTP, { dns: failed(code) });
    expect(found['dns:smtp.example.com']).toMatchObject({
      status: 'failed',
      detail: expect.stringMatching(detail),
      next: expect.stringMatching(next),
    });
    expect(Object.values(found).map(({ status }) => status)).toEqual(['failed', 'skipped', 'skipped', 'skipped']);
  });
});

test('all addresses of a name are counted', () => {
  expect(look(WEB, { tcp })['dns:graph.example.com']?.detail).toBe('It is 192.0.2.1 and 1 more.');
});

test.each([
  ['ERR_SSL_WRONG_VERSION_NUMBER', /does not speak TLS/],
  ['ECONNRESET', /encryption did not come about \(ECONNRESET\): often a firewall/],
])('TLS that ends with %s', (code, detail) => {
  expect(look(WEB, { tcp, tls: failed(code) })['tls:graph.example.com:443']).toMatchObject({
    status: 'failed',
    detail: expect.stringMatching(detail),
  });
});

test('STARTTLS that is offered and then refused', () => {
  const greeting = { status: 'ok', milliseconds: 1, banner: '220 hello', starttls: true } as const;
  expect(look(SMTP, { tcp, greeting })['tls:smtp.example.com:587']).toMatchObject({
    status: 'failed',
    detail: expect.stringContaining('did not begin'),
  });
});

test('plain http to another computer is never in order', () => {
  const need = webNeed('http://graph.example.com', 'sending') as HostNeed;
  expect(look(need, { tcp })['tls:graph.example.com:80']).toMatchObject({ status: 'failed', next: 'Change it to https://.' });
});

describe('what is needed', () => {
  test.each([
    ['https://a.example', 'a.example', 443, 'https'],
    ['https://a.example:8443/x?y', 'a.example', 8443, 'https'],
    ['http://[::1]:3001', '::1', 3001, 'http'],
    ['http://localhost', 'localhost', 80, 'http'],
  ])('%s', (address, host, port, speaks) => {
    const need = webNeed(address, 'x') as HostNeed;
    expect(askOf(need)).toEqual({ host, port, speaks });
    expect(need.unsafe).toBe(false);
  });

  test.each([
    ['starttls', 'smtp', 'smtp'],
    ['tls', 'smtp', 'tls'],
    ['starttls', 'imap', 'imap'],
    ['tls', 'imap', 'tls'],
  ] as const)('%s for %s asks for %s', (security, kind, speaks) => {
    expect(askOf(mailNeed({ host: 'h', port: 1, security, auth: 'xoauth2' }, kind, 'x')).speaks).toBe(speaks);
  });

  test('what is no address is nothing', () => {
    expect(webNeed('not an address', 'x')).toBeUndefined();
  });

  test('a host is asked once for everything it is needed for', () => {
    const needs = [
      webNeed('https://A.example', 'one'),
      webNeed('https://a.example', 'two', { clock: true }),
      webNeed('https://a.example', 'one'),
    ];
    expect(mergeNeeds(needs.filter((need) => need !== undefined))).toEqual([
      expect.objectContaining({ uses: ['one', 'two'], clock: true }),
    ]);
  });
});
