/** A certificate authority of our own and a server certificate that it signed, for servers that tests start. */
import { randomUUID } from 'node:crypto';
import { generate } from 'selfsigned';

const DAY_MS = 24 * 3600 * 1000;

export interface TestCertificate {
  /** The authority's certificate, PEM: who trusts it trusts the server. */
  ca: string;
  key: string;
  cert: string;
}

/** For `localhost` and 127.0.0.1. `days`: how long it is valid from now on; `names`: other DNS names in place of localhost. */
export async function aTestCertificate({ days = 30, names = ['localhost'] } = {}): Promise<TestCertificate> {
  const authority = await generate([{ name: 'commonName', value: `Test authority ${randomUUID()}` }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + 365 * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
    ],
  });
  const altNames = names.map((value) => ({ type: 2 as const, value }));
  const server = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Math.min(Date.now(), Date.now() + days * DAY_MS) - DAY_MS),
    notAfterDate: new Date(Date.now() + days * DAY_MS),
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.includes('localhost') ? [...altNames, { type: 7, ip: '127.0.0.1' }] : altNames,
      },
    ],
  });
  return { ca: authority.cert, key: server.private, cert: server.cert };
}
