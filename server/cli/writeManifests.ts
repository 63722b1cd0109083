/** The two manifests as files in a folder, or one line that says what is wrong and what to do. */
import { join } from 'node:path';
import { guidIn } from '../manifest/addinIds.ts';
import { type BothManifests, bothManifests } from '../manifest/bothManifests.ts';
import { publicAddress } from '../manifest/publicAddress.ts';
import { fileReason } from '../files/fileReason.ts';
import { diskAccess, type FileAccess } from './fileAccess.ts';
import type { Lines } from './printTable.ts';
import { oneLine } from './readInput.ts';

export interface ManifestOptions {
  url: string;
  out: string;
  id?: string;
  /** Of the product, three numbers. */
  version: string;
  /** Makes a version higher within the same release. */
  revision: number;
}

/** @returns the exit code: 2 where nothing could be written. */
export async function writeManifests(options: ManifestOptions, lines: Lines, files: FileAccess = diskAccess): Promise<number> {
  const { url, out } = options;
  const version = `${options.version}.${options.revision}`;
  const address = publicAddress(url);
  if (!address.ok) return refused(lines, `--url: ${address.problem}`);
  const id = options.id === undefined ? undefined : guidIn(options.id);
  if (id === null) return refused(lines, noId(options.id));
  if (out.trim() === '') return refused(lines, '--out: no folder is named. Name the one to write into, such as --out manifests.');
  const made = bothManifests({ serverUrl: address.url, version, ...(id !== undefined && { id }) });
  const failed = await written(made, out, files);
  if (failed !== null) return refused(lines, `--out: ${out} cannot be written: ${failed}. Name a folder of your own.`);
  lines.out(`${join(out, 'manifest.xml')}: Word, id ${made.ids.word}, version ${version}`);
  lines.out(`${join(out, 'manifest.outlook.xml')}: Outlook, id ${made.ids.outlook}, version ${version}`);
  lines.out(
    'Next: upload both at https://admin.microsoft.com → Settings → Integrated apps → Upload custom apps (docs/deploy.md), or try them yourself first (docs/sideload.md).',
  );
  return 0;
}

const noId = (typed = ''): string =>
  `--id: “${typed}” is no id. Copy the text between <Id> and </Id> of the manifest.xml you handed out before.`;

function refused(lines: Lines, sentence: string): number {
  lines.err(oneLine(sentence));
  return 2;
}

/** @returns why the files could not be written, or null. */
async function written(made: BothManifests, folder: string, files: FileAccess): Promise<string | null> {
  try {
    await files.makeFolder(folder);
    for (const [name, content] of Object.entries(made.files)) await files.write(join(folder, name), content);
    return null;
  } catch (error) {
    const reason = fileReason(error);
    if (reason === null) throw error;
    return reason;
  }
}
