/** GET /manifest.xml and /manifest.outlook.xml: what an administrator uploads, or names by its address. */
import { outlookManifestFile, wordManifestFile } from '../../shared/api/manifests.ts';
import { AppError } from '../http/appError.ts';
import type { Asked, Mount } from '../http/mount.ts';
import { type BothManifests, bothManifests } from './bothManifests.ts';
import { publicAddress } from './publicAddress.ts';

export function mountManifests(mount: Mount, { serverUrl, version }: { serverUrl: string; version: string }): void {
  const address = publicAddress(serverUrl);
  const made = address.ok ? bothManifests({ serverUrl: address.url, version }) : null;
  mount(wordManifestFile, ({ reply }) => handOut(reply, made, 'manifest.xml', serverUrl));
  mount(outlookManifestFile, ({ reply }) => handOut(reply, made, 'manifest.outlook.xml', serverUrl));
}

async function handOut(
  reply: Asked<typeof wordManifestFile>['reply'],
  made: BothManifests | null,
  name: keyof BothManifests['files'],
  serverUrl: string,
): Promise<unknown> {
  if (made === null) throw notYet(name, serverUrl);
  return reply
    .type('application/xml; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(made.files[name]);
}

function notYet(name: string, serverUrl: string): AppError {
  return new AppError(
    'NOT_FOUND',
    `There is no ${name} here yet: Office loads add-ins over https only, and this server is at ${serverUrl}. Start it with https (TLS_CERT_FILE and TLS_KEY_FILE, or a reverse proxy and its address as SERVER_URL), or on this computer with “npm run sideload:word” or “npm run sideload:outlook”.`,
  );
}
