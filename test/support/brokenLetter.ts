/** Real letters, and what can be wrong with them: changed markup, and packages whose parts are missing, exchanged or lead astray. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { zipOf } from './docxOf.ts';

export type Files = Record<string, Uint8Array>;

const SAMPLES = join(import.meta.dirname, '../../samples');
const corpus = process.env['CORPUS_DIR'];

/** Paths of the samples and, where CORPUS_DIR is set, of other people's letters. */
export function realLetters(): string[] {
  const folder = corpus === undefined ? '' : join(corpus, 'docx');
  return [SAMPLES, folder].flatMap((place) =>
    place === '' || !existsSync(place)
      ? []
      : readdirSync(place)
          .filter((name) => /\.do[ct]x$/.test(name))
          .toSorted()
          .map((name) => join(place, name)),
  );
}

export function filesIn(path: string): Files {
  return unzipSync(readFileSync(path));
}

/** From 0 up to 1, evenly: a random double is mostly next to nothing, which would always mean the first of many. */
const share = fc.noBias(fc.nat(999_999)).map((number) => number / 1e6);
/** Values and words that something in a reader may trip over. */
const piece = fc.constantFrom(
  '',
  '{{',
  '}}',
  '{{A}}',
  '{{#if A}}',
  '{{/if}}',
  '{{#each}}',
  '\\',
  '"',
  '&amp;',
  '&lt;',
  '\ufffe',
  'javascript:alert(1)',
  '../../../etc/passwd',
  'file:///c:/secret.docx',
  '-1',
  '1e308',
  '99999999999',
  'begin',
  'end',
  'separate',
  'restart',
  'Heading1',
  'constructor',
  '__proto__',
  'toString',
  ' IF a = b "{" ',
  'red;}</style><script>',
);

/** Pieces of markup are taken away, doubled, moved, or get another value. Mostly whole elements, so that the rest stays well-formed. */
const markupChange = fc.record({
  part: fc.constantFrom(/^word\/document\.xml$/, /^word\/document\.xml$/, /^word\/.*\.xml$/, /\.(?:xml|rels)$/),
  kind: fc.constantFrom('drop', 'double', 'move', 'value', 'value', 'number', 'text', 'cut'),
  at: share,
  to: share,
  text: piece,
});
const packageChange = fc.record({
  kind: fc.constantFrom('missing', 'swapped', 'empty', 'short', 'target', 'type', 'outside', 'content-type', 'graft'),
  at: share,
  to: share,
});
export type MarkupChange = typeof markupChange extends fc.Arbitrary<infer T> ? T : never;
export type PackageChange = typeof packageChange extends fc.Arbitrary<infer T> ? T : never;
export type Damage = { markup: MarkupChange[]; parts: PackageChange[] };

/** Mostly markup; one letter in three has its package changed as well. */
export const damage: fc.Arbitrary<Damage> = fc.record({
  markup: fc.array(markupChange, { minLength: 1, maxLength: 4 }),
  parts: fc.oneof(
    { weight: 2, arbitrary: fc.constant<PackageChange[]>([]) },
    { weight: 1, arbitrary: fc.array(packageChange, { minLength: 1, maxLength: 2 }) },
  ),
});

/** `other`: a letter that parts are taken over from. */
export function damaged(letter: Files, { markup, parts }: Damage, other: Files): Uint8Array {
  const files = { ...letter };
  for (const change of markup) {
    const name = pick(
      Object.keys(files).filter((key) => change.part.test(key)),
      change.at,
    );
    const content = files[name ?? ''];
    if (name !== undefined && content !== undefined) files[name] = strToU8(changed(strFromU8(content), change));
  }
  for (const change of parts) changePackage(files, change, other);
  return zipOf(files);
}

function pick<T>(from: readonly T[], at: number): T | undefined {
  return from[Math.floor(at * from.length)];
}

function changed(xml: string, { kind, at, to, text }: MarkupChange): string {
  const spots = [...xml.matchAll(/<([\w:]+)[^>]*?(?:\/>|(?<!\/)>)/g)];
  const [spot, other] = [pick(spots, at), pick(spots, to)];
  if (spot === undefined || other === undefined) return xml;
  const element = wholeElement(xml, spot.index, spot[1] ?? '', spot[0]);
  const [before, after] = [xml.slice(0, spot.index), xml.slice(spot.index + element.length)];
  const tail = xml.slice(spot.index + spot[0].length);
  const quoted = text.replace(/</g, '&lt;').replace(/"/g, '&quot;');
  switch (kind) {
    case 'drop':
      return before + after;
    case 'double':
      return before + element + element + after;
    case 'move':
      return `${xml.slice(0, other.index)}${element}${xml.slice(other.index)}`;
    case 'value':
      return before + spot[0].replace(/"[^"]*"/, `"${quoted}"`) + tail;
    case 'number':
      return before + spot[0].replace(/"-?\d+"/, `"${Math.floor(to * 1e12) - 1000}"`) + tail;
    case 'text':
      return before + spot[0] + (spot[0].endsWith('/>') ? '' : quoted) + tail;
    default:
      return before + quoted + xml.slice(Math.max(spot.index, other.index));
  }
}

/** From the opening tag to its own end tag. */
function wholeElement(xml: string, from: number, name: string, tag: string): string {
  if (tag.endsWith('/>')) return tag;
  let depth = 0;
  for (const found of xml.slice(from).matchAll(new RegExp(`<(/?)${name}(?=[\\s/>])[^>]*?(/?)>`, 'g'))) {
    depth += found[1] === '/' ? -1 : found[2] === '/' ? 0 : 1;
    if (depth === 0) return xml.slice(from, from + found.index + found[0].length);
  }
  return tag;
}

const TYPES = 'officeDocument styles numbering settings theme header footer footnotes endnotes image hyperlink aFChunk'.split(
  ' ',
);
const OUTSIDE = ['http://example.com/a.png', 'file:///etc/passwd', '\\\\server\\share\\x', '../../../../etc/passwd', 'NULL', ''];

function changePackage(files: Files, { kind, at, to }: PackageChange, other: Files): void {
  const names = Object.keys(files);
  const [one, two] = [pick(names, at) ?? '', pick(names, to) ?? ''];
  const [content, foreign] = [files[one], pick(Object.entries(other), to)];
  if (content === undefined) return;
  if (kind === 'missing') delete files[one];
  else if (kind === 'swapped') [files[one], files[two]] = [files[two] ?? content, content];
  else if (kind === 'empty') files[one] = new Uint8Array();
  else if (kind === 'short') files[one] = content.slice(0, Math.floor(content.length * to));
  else if (kind === 'graft' && foreign !== undefined) [, files[foreign[0]]] = foreign;
  else if (kind === 'content-type')
    edit(files, /^\[Content_Types\]\.xml$/, /ContentType="[^"]*"/g, 'ContentType="text/plain"', at);
  else changeRelationship(files, kind, at, to);
}

function changeRelationship(files: Files, kind: PackageChange['kind'], at: number, to: number): void {
  const inside = (pick(Object.keys(files), to) ?? '').replace(/^word\//, '');
  if (kind === 'target') edit(files, /\.rels$/, /Target="[^"]*"/g, `Target="${inside}"`, at);
  if (kind === 'type') edit(files, /\.rels$/, /(?<=Type="[^"]*\/)\w+(?=")/g, pick(TYPES, to) ?? '', at);
  if (kind === 'outside')
    edit(files, /\.rels$/, /Target="[^"]*"(?: TargetMode="\w+")?/g, `Target="${pick(OUTSIDE, to)}" TargetMode="External"`, at);
}

/** One of the places that `what` finds in one of the parts. */
function edit(files: Files, part: RegExp, what: RegExp, by: string, at: number): void {
  const name = pick(
    Object.keys(files).filter((key) => part.test(key)),
    at,
  );
  const content = files[name ?? ''];
  if (name === undefined || content === undefined) return;
  const text = strFromU8(content);
  const spot = pick([...text.matchAll(what)], (at * 7) % 1);
  if (spot !== undefined) files[name] = strToU8(text.slice(0, spot.index) + by + text.slice(spot.index + spot[0].length));
}
