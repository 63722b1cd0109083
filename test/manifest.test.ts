/** The two manifests in this folder, and Microsoft's schemas (MS-OWEMXML) where they and xmllint are at hand. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bothManifests } from '../server/manifest/bothManifests.ts';

const ROOT = resolve(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const { files } = bothManifests({ serverUrl: 'https://localhost:3000', version });
const NAMES = ['manifest.xml', 'manifest.outlook.xml'] as const;

test.each(NAMES)('%s is what “mergepost manifest --url https://localhost:3000 --out .” writes', (name) => {
  expect(readFileSync(join(ROOT, name), 'utf8')).toBe(files[name]);
});

const corpus = process.env['CORPUS_DIR'];
const schemas = corpus === undefined ? null : resolve(ROOT, corpus, 'manifest-xsd');
const missing =
  schemas === null || !existsSync(join(schemas, 'OfficeAppManifestV1_1.xsd'))
    ? 'no schemas: set CORPUS_DIR'
    : spawnSync('xmllint', ['--version']).error
      ? 'no xmllint: install libxml2-utils'
      : null;

/** The nested overrides are `lax` in the schema of the others: they are checked only if theirs is there too. */
const WHOLE = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="http://schemas.microsoft.com/office/appforoffice/1.1" schemaLocation="BASE/OfficeAppManifestV1_1.xsd"/>
  <xs:import namespace="http://schemas.microsoft.com/office/mailappversionoverrides/1.1" schemaLocation="BASE/MailAppVersionOverridesV1_1.xsd"/>
</xs:schema>`;

(missing === null ? describe : describe.skip)(
  `against the schemas of Office${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    let folder = '';
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'manifest-'));
      writeFileSync(join(folder, 'whole.xsd'), WHOLE.replaceAll('BASE', pathToFileURL(schemas ?? '').href));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    function judged(xml: string): string {
      const file = join(folder, 'manifest.xml');
      writeFileSync(file, xml);
      return spawnSync('xmllint', ['--noout', '--schema', join(folder, 'whole.xsd'), file], { encoding: 'utf8' }).stderr;
    }

    const deployed = bothManifests({ serverUrl: 'https://mail.example.com', version }).files;
    test.each(
      NAMES.flatMap((name) => [
        { name, where: 'this computer', xml: files[name] },
        { name, where: 'a deployment', xml: deployed[name] },
      ]),
    )('$name for $where is valid', ({ xml }) => {
      expect(judged(xml).trim()).toBe(`${join(folder, 'manifest.xml')} validates`);
    });

    test.each([
      ['an element out of order', 'manifest.xml', /(<Version>.*)(<ProviderName>.*<\/ProviderName>\s*)/s, '$2$1'],
      ['a word unknown to the newest overrides', 'manifest.outlook.xml', /SupportsPinning/g, 'CanBePinned'],
      ['a mobile icon too few', 'manifest.outlook.xml', /<bt:Image size="48" scale="3"[^>]*>/, ''],
    ] as const)('%s is found', (_what, name, from, to) => {
      expect(judged(files[name].replace(from, to))).toContain('fails to validate');
    });
  },
);
