import { generate } from 'selfsigned';

/**
 * A certificate for this computer's own names, valid for a year, for the sandbox's https form. It signs itself, so a
 * client has to be told to trust it (NODE_EXTRA_CA_CERTS for Node, ignoring certificate errors for a test browser).
 */
export async function sandboxCertificate(now: Date = new Date()): Promise<{ key: string; cert: string }> {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: now,
    notAfterDate: new Date(now.getTime() + 365 * 24 * 3600 * 1000),
    extensions: [
      // A certificate that may sign, so that it can be its own root in a trust store.
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}
