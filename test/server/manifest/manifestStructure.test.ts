/** What Office asks of a manifest and its schema cannot say, for both files and more than one address. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { bothManifests } from '../../../server/manifest/bothManifests.ts';
import { all, attribute, childrenOf, localName, rootOf, type XmlElement } from '../../support/manifestTree.ts';

const ASSETS = join(import.meta.dirname, '../../../addin/assets');
const ADDRESSES = ['https://localhost:3000', 'https://mail.example.com'];
const NAMES = ['manifest.xml', 'manifest.outlook.xml'] as const;

const CASES = ADDRESSES.flatMap((serverUrl) =>
  NAMES.map((name) => ({ name, serverUrl, xml: bothManifests({ serverUrl, version: '0.1.0' }).files[name] })),
);

const HEAD = [
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
  'Requirements',
];

/** A wrong order is reported by Office as a wrong parent. */
const ORDER = {
  'manifest.xml': [...HEAD, 'DefaultSettings', 'Permissions', 'VersionOverrides'],
  'manifest.outlook.xml': [...HEAD, 'FormSettings', 'Permissions', 'Rule', 'DisableEntityHighlighting', 'VersionOverrides'],
};

/** Its own resources and what names them: those of nested overrides are theirs. */
function overridesOf(xml: string): XmlElement[] {
  return all(rootOf(xml), 'VersionOverrides').map((element) => {
    const own = childrenOf(element).filter((child) => child.name !== 'VersionOverrides');
    return Object.assign(rootOf('<own/>'), { children: own });
  });
}

const namedPixels = (url: string): number => Number(/icon-(\d+)\.png$/.exec(url)?.[1]);

describe.each(CASES)('$name for $serverUrl', ({ name, serverUrl, xml }) => {
  const manifest = rootOf(xml);

  test('has its elements in the order of Office', () => {
    expect(childrenOf(manifest).map(localName)).toEqual(ORDER[name]);
  });

  test('says who it is', () => {
    expect(all(manifest, 'Id')[0]?.text).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(all(manifest, 'Version')[0]?.text).toBe('0.1.0.0');
  });

  test('names nothing but our own server, over https', () => {
    const urls = [...xml.matchAll(/(?:DefaultValue|Value)="([a-z]+:[^"]+)"/g)].map(([, url = '']) => url);
    expect(urls.length).toBeGreaterThan(15);
    expect(urls.filter((url) => !url.startsWith(`${serverUrl}/`))).toEqual([]);
    expect(xml).not.toMatch(/"http:(?!\/\/(schemas\.microsoft\.com|www\.w3\.org)\/)/);
  });

  test('names domains without a path and without a slash at the end', () => {
    const domains = all(manifest, 'AppDomain').map(({ text }) => text);
    expect(domains).toContain(serverUrl);
    for (const domain of domains) expect(domain).toMatch(/^https:\/\/[a-z0-9.:-]+$/);
  });

  test('every resource that is named is there, once, and none is left over', () => {
    for (const overrides of overridesOf(xml)) {
      const named = ['Label', 'Title', 'Description', 'LearnMoreUrl', 'SourceLocation', 'Image']
        .flatMap((element) => all(overrides, element))
        .map((element) => attribute(element, 'resid'))
        .filter((resid) => resid !== '');
      const given = ['Image', 'Url', 'String']
        .flatMap((element) => all(overrides, element))
        .map((element) => attribute(element, 'id'))
        .filter((id) => id !== '');
      expect([...new Set(named)].toSorted()).toEqual(given.toSorted());
      for (const id of given) expect(id.length).toBeLessThanOrEqual(32);
    }
  });

  test('no two controls or groups of a surface’s overrides share an id', () => {
    for (const overrides of overridesOf(xml)) {
      const ids = ['Group', 'Control'].flatMap((element) => all(overrides, element)).map((element) => attribute(element, 'id'));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test('every icon is a picture of the size that it is named for', () => {
    const urls = [...xml.matchAll(/"([^"]+\.png)"/g)].map(([, url = '']) => url);
    expect(urls.length).toBeGreaterThan(9);
    for (const url of new Set(urls)) {
      const png = readFileSync(join(ASSETS, url.split('/').pop() ?? ''));
      // IHDR: width and height at byte 16 and 20 (PNG specification, section 11.2.2).
      expect([url, png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([url, namedPixels(url), namedPixels(url)]);
    }
  });

  test('every use of an icon gets as many pixels as it has points times scale', () => {
    const uses = all(manifest, 'Icon').flatMap((icon) => all(icon, 'Image'));
    expect(uses.length).toBeGreaterThanOrEqual(16);
    for (const use of uses) {
      const pixels = Number(attribute(use, 'size')) * Number(attribute(use, 'scale') || 1);
      expect(attribute(use, 'resid')).toBe(`Icon.${pixels}`);
    }
  });

  test('has the icon sizes that ribbons must have', () => {
    for (const icon of all(manifest, 'Icon').filter((each) => attribute(each, 'xsi:type') === '')) {
      const sizes = all(icon, 'Image').map((image) => attribute(image, 'size'));
      expect(sizes).toEqual(expect.arrayContaining(['16', '32', '80']));
    }
  });

  test('speaks German in Germany, Austria and Switzerland, with the German pane', () => {
    for (const setting of ['DisplayName', 'Description', 'SourceLocation', 'String', 'Url'].flatMap((each) =>
      all(manifest, each),
    )) {
      if (attribute(setting, 'DefaultValue') === '') continue;
      expect(childrenOf(setting).map((override) => attribute(override, 'Locale'))).toEqual(['de-DE', 'de-AT', 'de-CH']);
    }
    for (const page of all(manifest, 'SourceLocation').filter((each) => attribute(each, 'DefaultValue') !== '')) {
      expect(attribute(page, 'DefaultValue')).toBe(`${serverUrl}/office/taskpane.html`);
      expect(attribute(childrenOf(page)[0] ?? page, 'Value')).toBe(`${serverUrl}/de/office/taskpane.html`);
    }
  });

  test('keeps every text within the limits of the schema', () => {
    const lengths = (kind: string) =>
      all(manifest, kind)
        .flatMap((group) => [...all(group, 'String'), ...all(group, 'Override')])
        .map((text) => (attribute(text, 'DefaultValue') || attribute(text, 'Value')).length);
    expect(Math.max(...lengths('ShortStrings'))).toBeLessThanOrEqual(125);
    expect(Math.max(...lengths('LongStrings'))).toBeLessThanOrEqual(250);
  });
});

describe('Outlook', () => {
  const outlook = CASES.find(({ name }) => name === 'manifest.outlook.xml')?.xml ?? '';
  const [older, newer] = overridesOf(outlook);
  if (older === undefined || newer === undefined) throw new Error('There must be overrides within overrides.');
  const surfaces = (from: XmlElement) => all(from, 'ExtensionPoint').map((point) => attribute(point, 'xsi:type'));
  const asked = (from: XmlElement) => attribute(all(from, 'Sets')[0] ?? from, 'DefaultMinVersion');

  test('has the newer overrides as the last child of the older ones', () => {
    const outer = all(rootOf(outlook), 'VersionOverrides')[0];
    expect(outer && childrenOf(outer).map(localName)).toEqual(['Requirements', 'Hosts', 'Resources', 'VersionOverrides']);
  });

  test('shows itself beside drafts and messages, and on phones only where Outlook knows phones', () => {
    const desktop = ['MessageComposeCommandSurface', 'MessageReadCommandSurface'];
    expect(surfaces(older)).toEqual(desktop);
    expect(surfaces(newer)).toEqual([...desktop, 'MobileMessageReadCommandSurface']);
  });

  test('can be pinned where Outlook can pin, on the desktop', () => {
    expect(all(older, 'SupportsPinning')).toHaveLength(0);
    expect(all(newer, 'SupportsPinning').map(({ text }) => text)).toEqual(['true', 'true']);
    expect(all(newer, 'MobileFormFactor').flatMap((phone) => all(phone, 'SupportsPinning'))).toHaveLength(0);
  });

  test('asks for no more than it uses', () => {
    expect(attribute(all(rootOf(outlook), 'Set')[0] ?? older, 'MinVersion')).toBe('1.3');
    expect([asked(older), asked(newer)]).toEqual(['1.3', '1.5']);
  });

  test('gives phones each of three sizes at each of three scales', () => {
    const images = all(newer, 'MobileFormFactor').flatMap((phone) => all(phone, 'Image'));
    expect(images.map((image) => `${attribute(image, 'size')}@${attribute(image, 'scale')}`)).toEqual(
      [25, 32, 48].flatMap((size) => [1, 2, 3].map((scale) => `${size}@${scale}`)),
    );
  });
});
