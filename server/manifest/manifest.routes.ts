/** GET /manifest.xml and /manifest.outlook.xml: what an administrator uploads, or names by its address. */
import { outlookManifestFile, wordManifestFile } from '../../shared/api/manifests.ts';
import { AppError } from '../http/appError.ts';
import type { Asked, Mount } from '../http/mount.ts';
import { type BothManifests, bothManifests } from './bothManifests.ts';
import { publicAddress } from './publicAddress.ts';

type Reply = Asked<typeof wordManifestFile>['reply'];
type Name = keyof BothManifests['files'];

export function mountManifests(mount: Mount, { serverUrl, version }: { serverUrl: string; version: string }): void {
  const address = publicAddress(serverUrl);
  const made = address.ok ? { ok: true as const, ...bothManifests({ serverUrl: address.url, version }) } : address;
  const answer = async (reply: Reply, name: Name): Promise<unknown> => {
    if (!made.ok) throw notYet(name, serverUrl, made.problem);
    return handOut(reply, made.files[name], name);
  };
  mount(wordManifestFile, ({ reply }) => answer(reply, 'manifest.xml'));
  mount(outlookManifestFile, ({ reply }) => answer(reply, 'manifest.outlook.xml'));
}

function handOut(reply: Reply, content: string, name: Name): unknown {
  return reply
    .type('application/xml; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(content);
}

function notYet(name: Name, serverUrl: string, problem: string): AppError {
  const why = serverUrl.startsWith('https://')
    ? `${problem} That is SERVER_URL; start the server again after changing it.`
    : `Office loads add-ins over https only, and this server is at ${serverUrl}. Start it with https (TLS_CERT_FILE and TLS_KEY_FILE, or a reverse proxy and its address as SERVER_URL), or on this computer with “npm run sideload:word” or “npm run sideload:outlook”.`;
  return new AppError('NOT_FOUND', `There is no ${name} here yet: ${why}`);
}
