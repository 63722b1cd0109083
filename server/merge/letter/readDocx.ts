/** A Word package → the letter tree, the pictures in it, and remarks about what a mail cannot carry. */
import { findCurlyFields } from './findCurlyFields.ts';
import { letterReader, newFlow, type LetterReader, type Notes } from './letterReader.ts';
import type { Block } from './letterTree.ts';
import type { WordPackage } from '../ooxml/openPackage.ts';
import { pairFields } from '../markup/pairFields.ts';
import { childOf, childrenOf, elementsOf, findDeep, textOf, type Xml } from '../ooxml/parseXml.ts';
import { NO_SURROUNDINGS, readBlocks } from './readBlocks.ts';
import { points } from './readFormat.ts';
import { readNumbering } from './readNumbering.ts';
import { readStyles } from './readStyles.ts';
import { readTheme } from './readTheme.ts';
import { type TidyNotes, tidyMarkup } from '../markup/tidyMarkup.ts';

export type Letter = {
  blocks: Block[];
  /** Headers and footers. They are not part of the mail. */
  asides: Block[];
  /** BCP 47, or null where the letter does not say. */
  language: string | null;
  /** Room between the margins, in points. */
  textWidth: number;
  notes: Notes;
};

export function readDocx(opened: WordPackage): Letter {
  const notes: Notes = { remarks: [], images: [] };
  const related = (type: string) =>
    [...opened.relationships(opened.main).values()].find((rel) => !rel.external && rel.type.endsWith(`/${type}`))?.target;
  const part = (type: string) => opened.xml(related(type) ?? '');
  const theme = readTheme(part('theme'));
  const stylesRoot = part('styles');
  const reader = letterReader(opened, opened.main, readStyles(stylesRoot, theme), readNumbering(part('numbering'), theme), notes);
  const body = childOf(opened.xml(opened.main), 'w:body') ?? { name: 'w:body', attributes: {}, children: [] };
  const tidy: TidyNotes = { revisions: false };
  const clean = tidyMarkup(body, tidy);
  const { spans, broken } = pairFields(clean);
  const blocks = readBlocks(clean, newFlow(spans), reader, NO_SURROUNDINGS);
  findCurlyFields(blocks, reader.remark);
  sayAboutDocument(opened, clean, { revisions: tidy.revisions, broken }, reader);
  const asides = headerParts(opened, clean).flatMap((name) => asideBlocks(opened, name, reader));
  return { blocks: withoutTail(blocks), asides, language: languageOf(stylesRoot), textWidth: textWidthOf(clean), notes };
}

/** A header or footer, read for its fields; what it says about itself interests nobody while it is not sent. */
function asideBlocks(opened: WordPackage, name: string, main: LetterReader): Block[] {
  const root = opened.xml(name);
  if (root === undefined) return [];
  const clean = tidyMarkup(root, { revisions: false });
  const reader = letterReader(opened, name, main.styles, main.numbering, { remarks: [], images: [] });
  const blocks = readBlocks(clean, newFlow(pairFields(clean).spans), reader, NO_SURROUNDINGS);
  findCurlyFields(blocks, reader.remark);
  return blocks;
}

/** Word ends every document with a paragraph; an empty one is no part of the letter. */
function withoutTail(blocks: Block[]): Block[] {
  const last = blocks.findLastIndex((block) => block.kind !== 'paragraph' || block.inlines.length > 0 || block.mark !== null);
  return blocks.slice(0, last + 1);
}

function languageOf(styles: Xml | undefined): string | null {
  const language = findDeep(childOf(styles, 'w:docDefaults'), 'w:lang')?.attributes['w:val'] ?? '';
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) ? language : null;
}

/** US Letter with an inch on both sides, where the letter does not say. */
const TEXT_WIDTH = 468;

function textWidthOf(body: Xml): number {
  const section = childrenOf(body, 'w:sectPr').at(-1);
  const [size, margins] = [childOf(section, 'w:pgSz'), childOf(section, 'w:pgMar')];
  const width =
    (points(size?.attributes['w:w']) ?? 0) -
    (points(margins?.attributes['w:left']) ?? 0) -
    (points(margins?.attributes['w:right']) ?? 0);
  return width >= 144 ? Math.min(1200, width) : TEXT_WIDTH;
}

function sayAboutDocument(
  opened: WordPackage,
  body: Xml,
  found: { revisions: boolean; broken: number },
  reader: LetterReader,
): void {
  if (found.revisions)
    reader.remark('CHANGES_ACCEPTED', 'The letter has tracked changes; the mail is made as if all of them were accepted.');
  if (found.broken > 0)
    reader.remark(
      'FIELD_NOT_CLOSED',
      'A Word field in the letter is damaged (it begins and never ends). Delete it and insert it again.',
    );
  if (opened.has(/vbaProject\.bin$/i))
    reader.remark('MACROS_IGNORED', 'The letter has macros; they are never run and not part of the mail.');
  const shown = headerParts(opened, body).some((part) => hasContent(opened.xml(part)));
  if (shown)
    reader.remark(
      'HEADER_FOOTER_LEFT_OUT',
      'Header and footer of the letter are not part of the mail. Put the letterhead into the text if it should be seen.',
    );
}

function headerParts(opened: WordPackage, body: Xml): string[] {
  const relationships = opened.relationships(opened.main);
  return referencesIn(body).flatMap((id) => {
    const part = relationships.get(id);
    return part === undefined || part.external ? [] : [part.target];
  });
}

function referencesIn(element: Xml): string[] {
  return elementsOf(element).flatMap((child) => {
    if (child.name === 'w:headerReference' || child.name === 'w:footerReference') return [child.attributes['r:id'] ?? ''];
    return ['w:p', 'w:pPr', 'w:sectPr', 'w:sdt', 'w:sdtContent'].includes(child.name) ? referencesIn(child) : [];
  });
}

/** Text other than a page number, or a picture. */
function hasContent(element: Xml | undefined): boolean {
  return elementsOf(element).some((child) => {
    if (child.name === 'w:t') return /\p{L}/u.test(textOf(child));
    return ['w:drawing', 'w:pict', 'w:fldSimple'].includes(child.name) || hasContent(child);
  });
}
