import { describe, expect, test } from '@jest/globals';
import { networkOutcome as outcomeOf } from '../../../server/mail/networkOutcome.ts';
import { networkFault } from '../../../server/network/networkFault.ts';

const networkOutcome = (error: unknown) => outcomeOf(networkFault(error));

/** As fetch rejects: `TypeError: fetch failed` around the fault itself. */
function fetchFailed(facts: object, message = 'broken'): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), facts) });
}

describe('nothing was written: later', () => {
  test.each([
    ['refused', { code: 'ECONNREFUSED', syscall: 'connect' }],
    ['no such name', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }],
    ['no name server', { code: 'EAI_AGAIN', syscall: 'getaddrinfo' }],
    ['time-out while connecting', { code: 'ETIMEDOUT', syscall: 'connect' }],
    ["undici's own time-out while connecting", { code: 'UND_ERR_CONNECT_TIMEOUT' }],
    ['no route', { code: 'EHOSTUNREACH', syscall: 'connect' }],
    ['reset while connecting', { code: 'ECONNRESET', syscall: 'connect' }],
    ['certificate of another host', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }],
    ['certificate over', { code: 'CERT_HAS_EXPIRED' }],
    ['certificate of nobody', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }],
    ['no TLS there', { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }],
    ['closed on a socket that wrote nothing', { code: 'UND_ERR_SOCKET', socket: { bytesWritten: 0, bytesRead: 0 } }],
    [
      'every address of the name refused',
      { code: 'ECONNREFUSED', errors: [{ code: 'ECONNREFUSED' }, { code: 'ETIMEDOUT', syscall: 'connect' }] },
    ],
  ])('%s', (_what, facts) => {
    expect(networkOutcome(fetchFailed(facts))).toMatchObject({ kind: 'later', code: facts.code });
  });

  test('the other side hung up during the TLS handshake', () => {
    const message = 'Client network socket disconnected before secure TLS connection was established';
    expect(networkOutcome(fetchFailed({ code: 'ECONNRESET' }, message))).toMatchObject({ kind: 'later', code: 'ECONNRESET' });
  });
});

describe('it may have been sent: unknown', () => {
  test.each([
    ['reset while reading', { code: 'ECONNRESET', syscall: 'read' }, 'ECONNRESET'],
    ['reset, nothing more known', { code: 'ECONNRESET' }, 'ECONNRESET'],
    ['broken while writing', { code: 'EPIPE', syscall: 'write' }, 'EPIPE'],
    [
      'closed after something was written',
      { code: 'UND_ERR_SOCKET', socket: { bytesWritten: 231, bytesRead: 0 } },
      'UND_ERR_SOCKET',
    ],
    ['time-out while reading', { code: 'ETIMEDOUT', syscall: 'read' }, 'ETIMEDOUT'],
    ['no headers in time', { code: 'UND_ERR_HEADERS_TIMEOUT' }, 'TIMEOUT'],
    ['no whole body in time', { code: 'UND_ERR_BODY_TIMEOUT' }, 'TIMEOUT'],
    [
      'a TLS alert that may come after the request',
      { code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' },
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    ],
    ['an answer that is not HTTP', { name: 'HTTPParserError' }, 'NETWORK'],
    [
      'one of the addresses broke after connecting',
      { code: 'X', errors: [{ code: 'ECONNREFUSED' }, { code: 'ECONNRESET' }] },
      'X',
    ],
    ['something new', { code: 'E_NEW' }, 'E_NEW'],
  ])('%s', (_what, facts, code) => {
    expect(networkOutcome(fetchFailed(facts))).toMatchObject({ kind: 'unknown', code });
  });

  test('our own time-out, even while connecting: nobody can say how far it was', () => {
    const late = Object.assign(new Error('late'), { name: 'TimeoutError', cause: { code: 'ECONNREFUSED' } });
    expect(networkOutcome(late)).toMatchObject({ kind: 'unknown', code: 'TIMEOUT' });
  });

  test('aborted', () => {
    expect(networkOutcome(Object.assign(new Error('x'), { name: 'AbortError', code: 20 }))).toMatchObject({
      kind: 'unknown',
      code: 'ABORTED',
    });
  });

  test.each([[undefined], ['text'], [null], [7]])('an error that is %j', (error) => {
    expect(networkOutcome(error)).toMatchObject({ kind: 'unknown', code: 'NETWORK' });
  });
});
