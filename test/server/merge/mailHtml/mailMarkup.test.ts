/** Mails are made only of what mail programs know: elements, attributes and properties against the data of caniemail.com. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { scopeOf } from '../../../../server/merge/mergeScope.ts';
import { compileLetter } from '../../../../server/merge/renderMessage.ts';
import { docxOf, p, r } from '../../../support/docxOf.ts';
import { ATTRIBUTES, ELEMENTS, PARTLY, PROPERTIES } from '../../../support/mailMarkup.ts';

type Feature = { slug: string; stats: Record<string, Record<string, Record<string, string>>> };
const { data } = createRequire(import.meta.url)('caniemail/caniemail.json') as { data: Feature[] };

const SAMPLES = join(import.meta.dirname, '../../../../samples');
const cell = (inside: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${inside}</w:tc>`;

/** Every look that the samples do not have. */
const LOOKS = [
  p(r('a', '<w:u w:val="wave"/>') + r('b', '<w:position w:val="6"/>') + r('c', '<w:spacing w:val="20"/><w:smallCaps/>')),
  p(r('exactly'), '<w:spacing w:line="300" w:lineRule="exact"/><w:ind w:right="400"/><w:bidi/>'),
  p(r('title'), '<w:outlineLvl w:val="5"/><w:shd w:val="pct20" w:color="auto" w:fill="FFFFFF"/>'),
  `<w:tbl><w:tblPr><w:tblInd w:w="300" w:type="dxa"/></w:tblPr><w:tr>${cell(p(r('x')))}</w:tr></w:tbl>`,
  `<w:tbl><w:tblPr><w:tblW w:w="4000" w:type="dxa"/><w:tblInd w:w="300" w:type="dxa"/><w:bidiVisual/><w:tblLayout w:type="fixed"/></w:tblPr><w:tr>${cell(p(r('x')), '<w:vMerge w:val="restart"/><w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell(p(''), '<w:vMerge/><w:gridSpan w:val="2"/>')}</w:tr></w:tbl>`,
].join('');

function mails(): string[] {
  const letters = readdirSync(SAMPLES).filter((file) => file.endsWith('.docx'));
  const sources = [...letters.map((file) => readFileSync(join(SAMPLES, file))), docxOf(LOOKS)];
  return sources.map((bytes) => {
    const read = compileLetter({ kind: 'docx', bytes, name: 'letter.docx' }, { letterhead: true });
    if (!read.ok) throw new Error(read.text);
    return read.value.render(scopeOf((field) => `<${field}>`)).html;
  });
}

type Used = { elements: Set<string>; attributes: Set<string>; properties: Set<string> };

function used(html: string, found: Used): void {
  for (const [, element = '', rest = ''] of html.matchAll(/<([a-z][a-z0-9]*)((?:\s[^>]*)?)>/g)) {
    found.elements.add(element);
    for (const [, name = '', value = ''] of rest.matchAll(/\s([a-z-]+)(?:="([^"]*)")?/g)) {
      found.attributes.add(name);
      if (name !== 'style') continue;
      for (const declaration of value.replace(/&[#\w]+;/g, '').split(';')) {
        const property = declaration.split(':')[0]?.trim() ?? '';
        if (property !== '') found.properties.add(property);
      }
    }
  }
}

function usedInMails(): Used {
  const found: Used = { elements: new Set(), attributes: new Set(), properties: new Set() };
  for (const html of mails()) used(html, found);
  return found;
}

/** The newest word on each platform of Outlook for Windows, Gmail, Apple Mail: "y", "a" (in part), "n", "u" (not known). */
function supportOf(slug: string): Record<string, string[]> {
  const feature = data.find((one) => one.slug === slug);
  if (feature === undefined) throw new Error(`caniemail.com has no feature ${slug}`);
  const newest = (platform: Record<string, string> | undefined) => (Object.values(platform ?? {}).at(-1) ?? 'u').slice(0, 1);
  const all = (program: string) => Object.values(feature.stats[program] ?? {}).map(newest);
  return { outlook: [newest(feature.stats['outlook']?.['windows'])], gmail: all('gmail'), apple: all('apple-mail') };
}

const features = [...new Set([ELEMENTS, ATTRIBUTES, PROPERTIES].flatMap((list) => Object.values(list)))].filter(
  (slug) => slug !== null,
);

describe('what mails are made of', () => {
  const found = usedInMails();

  test.each([
    ['elements', found.elements, ELEMENTS],
    ['attributes', found.attributes, ATTRIBUTES],
    ['properties', found.properties, PROPERTIES],
  ] as const)('%s are all on the list', (_what, names, list) => {
    expect([...names].filter((name) => !(name in list))).toEqual([]);
  });

  test('every property of the list is used: nothing is allowed for nothing', () => {
    expect(Object.keys(PROPERTIES).filter((name) => !found.properties.has(name))).toEqual([]);
  });

  test.each(features)('%s: none of Outlook on Windows, Gmail and Apple Mail is without it', (slug) => {
    const without = Object.entries(supportOf(slug)).filter(([, platforms]) => platforms.every((support) => support === 'n'));
    expect(without.map(([program]) => program)).toEqual([]);
  });

  test('what one of them supports in part is known', () => {
    const partly = features.filter((slug) =>
      Object.values(supportOf(slug)).some((all) => all.some((support) => support !== 'y' && support !== 'u')),
    );
    expect(partly.toSorted()).toEqual([...PARTLY].toSorted());
  });
});
