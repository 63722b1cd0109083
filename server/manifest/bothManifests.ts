/** The two files that a deployment hands out, under the names they have everywhere. */
import { type AddinIds, addinIds } from './addinIds.ts';
import { outlookManifest } from './outlookManifest.ts';
import { wordManifest } from './wordManifest.ts';

export interface BothManifests {
  ids: AddinIds;
  files: { 'manifest.xml': string; 'manifest.outlook.xml': string };
}

export interface BothFacts {
  /** Origin of the server, https, without a trailing slash. */
  serverUrl: string;
  /** Of the product. */
  version: string;
  /** Id that the Word add-in has already; the one for Outlook follows from it. */
  id?: string;
}

export function bothManifests({ serverUrl, version, id }: BothFacts): BothManifests {
  const ids = addinIds(serverUrl, id);
  return {
    ids,
    files: {
      'manifest.xml': wordManifest({ serverUrl, version, id: ids.word }),
      'manifest.outlook.xml': outlookManifest({ serverUrl, version, id: ids.outlook }),
    },
  };
}
