/** An RSA key and its self-signed certificate, as an app registration at Microsoft takes it in place of a client secret. */
import { generate } from 'selfsigned';

const DAY_MS = 24 * 3600_000;

export interface PemPair {
  privateKey: string;
  certificate: string;
}

/** Valid from `fromDays` to `toDays` days from now. */
export async function anRsaCertificate({ fromDays = -1, toDays = 100 } = {}): Promise<PemPair> {
  const made = await generate([{ name: 'commonName', value: 'Mergepost' }], {
    keyType: 'rsa',
    keySize: 2048,
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() + fromDays * DAY_MS),
    notAfterDate: new Date(Date.now() + toDays * DAY_MS),
  });
  return { privateKey: made.private, certificate: made.cert };
}
