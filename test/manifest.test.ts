import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseXml, type XmlElement } from '@rgrove/parse-xml';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const file = path.join(root, 'manifest.xml');
const manifest = parseXml(readFileSync(file, 'utf8')).root as XmlElement;

/** All elements of that local name, in document order. */
function all(name: string, from: XmlElement = manifest): XmlElement[] {
  return from.children.flatMap((child) => {
    if (child.type !== 'element') return [];
    const element = child as XmlElement;
    return [...(element.name.split(':').pop() === name ? [element] : []), ...all(name, element)];
  });
}
const attribute = (element: XmlElement, name: string) => element.attributes[name] ?? '';

/** The order Office asks for; a wrong one is reported as a wrong parent. */
const ORDER = [
  'Id',
  'Version',
  'ProviderName',
  'DefaultLocale',
  'DisplayName',
  'Description',
  'IconUrl',
  'HighResolutionIconUrl',
  'SupportUrl',
  'AppDomains',
  'Hosts',
  'DefaultSettings',
  'Permissions',
  'VersionOverrides',
];

describe('manifest.xml', () => {
  test('is a Word task pane add-in with its elements in order', () => {
    expect(attribute(manifest, 'xsi:type')).toBe('TaskPaneApp');
    expect(manifest.children.filter((child) => child.type === 'element').map((child) => (child as XmlElement).name)).toEqual(
      ORDER,
    );
    expect(all('Id')[0]?.text).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  test('names only pages and pictures of our own server, all over https', () => {
    const urls = [...readFileSync(file, 'utf8').matchAll(/DefaultValue="(https?:[^"]+)"/g)].map((found) => found[1] ?? '');
    expect(urls.length).toBeGreaterThan(8);
    for (const url of urls) expect(url).toMatch(/^https:\/\/localhost:3000\//);
    expect(
      all('SourceLocation')
        .map((element) => attribute(element, 'DefaultValue'))
        .filter(Boolean),
    ).toEqual(['https://localhost:3000/office/taskpane.html']);
  });

  test('every resource that is asked for exists, and none is left over', () => {
    const wanted = [...readFileSync(file, 'utf8').matchAll(/resid="([^"]+)"/g)].map((found) => found[1] ?? '');
    const given = ['Image', 'Url', 'String'].flatMap((name) => all(name)).flatMap((element) => attribute(element, 'id') || []);
    expect([...new Set(wanted)].toSorted()).toEqual(given.toSorted());
    for (const id of given) expect(id.length).toBeLessThanOrEqual(32);
  });

  test('icons exist in the size they claim', () => {
    for (const image of all('Image').filter((element) => attribute(element, 'DefaultValue'))) {
      const name = attribute(image, 'DefaultValue').split('/').pop() ?? '';
      const png = readFileSync(path.join(root, 'addin', 'assets', name));
      const size = Number(/\d+/.exec(name)?.[0]);
      // IHDR: width and height at byte 16 and 20 (PNG specification, section 11.2.2).
      expect([name, png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([name, size, size]);
    }
  });

  test('domains have no path and no slash at their end', () => {
    for (const domain of all('AppDomain')) expect(domain.text).toMatch(/^https:\/\/[a-z0-9.:-]+$/);
  });

  test("is valid against Microsoft's schema, where schema and xmllint are at hand", () => {
    const corpus = process.env['CORPUS_DIR'];
    const schema = corpus ? path.resolve(root, corpus, 'manifest-xsd', 'OfficeAppManifestV1_1.xsd') : null;
    const tool = spawnSync('xmllint', ['--version']);
    if (schema === null || !existsSync(schema) || tool.error) {
      process.stdout.write('manifest.xml: not checked against the schema (set CORPUS_DIR and install xmllint)\n');
      return;
    }
    const check = spawnSync('xmllint', ['--noout', '--schema', schema, file], { encoding: 'utf8' });
    expect(check.stderr.trim()).toBe(`${file} validates`);
  });
});
