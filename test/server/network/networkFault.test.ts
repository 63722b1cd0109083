import { describe, expect, test } from '@jest/globals';
import { tlsFault } from '../../../server/network/networkFault.ts';
import { tlsTrust } from '../../../server/network/tlsTrust.ts';

const error = (facts: object) => Object.assign(new Error('x'), facts);

describe('whether TLS did not come about', () => {
  test.each([
    [{ code: 'CERT_HAS_EXPIRED' }, 'untrusted'],
    [{ code: 'ESOCKET', originalCode: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'untrusted'],
    [{ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'handshake'],
    [{ code: 'ESOCKET', originalCode: 'ERR_SSL_UNSUPPORTED_PROTOCOL' }, 'handshake'],
    [{ code: 'ECONNRESET' }, undefined],
    [{}, undefined],
  ])('%o: %s', (facts, fault) => {
    expect(tlsFault(error(facts))).toBe(fault);
  });

  test('below what fetch rejects with', () => {
    expect(tlsFault(new TypeError('fetch failed', { cause: error({ code: 'SELF_SIGNED_CERT_IN_CHAIN' }) }))).toBe('untrusted');
  });

  test.each([[undefined], [null], ['text']])('%o is no error', (value) => {
    expect(tlsFault(value)).toBeUndefined();
  });
});

describe('whom a mail server is trusted by', () => {
  test('the usual authorities, unless the operator names one more', () => {
    expect(tlsTrust(null)).toEqual({ minVersion: 'TLSv1.2' });
  });

  test('the operator’s authority comes besides the usual ones, not in their place', () => {
    const { ca = [] } = tlsTrust('OURS');
    expect(ca).toContain('OURS');
    expect(ca.length).toBeGreaterThan(50);
  });
});
