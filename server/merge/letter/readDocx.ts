/** A Word package → the letter tree, and remarks about what a mail cannot carry. */
import { arrangeTabs } from './arrangeTabs.ts';
import { findLetterhead, hasContent, type Letterhead } from './letterhead.ts';
import type { LetterNotes } from './letterNotes.ts';
import { letterReader, newFlow, type LetterReader } from './letterReader.ts';
import { type Block, notesIn } from './letterTree.ts';
import type { WordPackage } from '../ooxml/openPackage.ts';
import { outsideAddresses } from '../ooxml/outsideAddresses.ts';
import { childOf, childrenOf, findDeep, type Xml } from '../ooxml/parseXml.ts';
import { quoted } from '../readResult.ts';
import { NO_SURROUNDINGS, readBlocks } from './readBlocks.ts';
import { languageTag, points } from './readFormat.ts';
import { noteFinder, noteFormat } from './readNotes.ts';
import { readNumbering } from './readNumbering.ts';
import { readStyles } from './readStyles.ts';
import { readTheme } from './readTheme.ts';
import type { ResolvedLetter } from '../resolveLetter.ts';
import { mainLanguage, settleLanguage, type StandardLanguages } from './settleLanguage.ts';
import { settleLook } from './settleLook.ts';

export type Letter = {
  /** Header and footer of the first page, where the mail carries them. */
  above: Block[];
  blocks: Block[];
  below: Block[];
  letterhead: 'none' | 'offered' | 'carried';
  /** Names of the parts whose text is in the mail, from top to bottom. */
  parts: string[];
  /** BCP 47, or null where the letter does not say. */
  language: string | null;
  /** Room between the margins, in points. */
  textWidth: number;
  hasNotes: boolean;
};

/** `stories`: the parts of the letter, tidied; `letterhead`: header and footer of the first page are wanted. */
export function readDocx(
  opened: WordPackage,
  resolved: ResolvedLetter,
  stories: ReadonlyMap<string, Xml>,
  notes: LetterNotes,
  letterhead: boolean,
): Letter {
  const body = childOf(stories.get(resolved.main), 'w:body') ?? EMPTY;
  const part = (type: string) => opened.xml(partOfType(opened, type) ?? '');
  const theme = readTheme(part('theme'), part('settings'));
  const [styles, numbering] = [readStyles(part('styles'), theme), readNumbering(part('numbering'), theme)];
  const readerFor = (name: string) => letterReader(opened, name, styles, numbering, notes);
  const main = withNotes(readerFor(resolved.main), stories, resolved, { readerFor, body, settings: part('settings') });
  const head = findLetterhead(opened, body);
  const carried = letterhead ? [head.header, head.footer] : [];
  const textWidth = textWidthOf(body);
  const aside = (name: string | null) =>
    name === null || !letterhead ? [] : arrangeTabs(readAside(stories.get(name), readerFor(name)), textWidth);
  const above = aside(head.header);
  const blocks = arrangeTabs(withoutTail(readBlocks(body, newFlow(body), main, NO_SURROUNDINGS)), textWidth);
  const below = aside(head.footer);
  const language = mainLanguage(blocks, standardLanguages(part('styles')));
  for (const some of [above, blocks, below]) {
    settleLanguage(some, language);
    settleLook(some);
  }
  sayAboutDocument(opened, { revisions: resolved.revisions, broken: resolved.broken }, notes);
  return {
    above,
    blocks,
    below,
    letterhead: sayLetterhead(head, stories, letterhead, notes),
    parts: [carried[0], resolved.main, ...notePartsOf(resolved), carried[1]].filter((name) => name != null),
    language,
    textWidth,
    hasNotes: notesIn(blocks).length > 0,
  };
}

const EMPTY: Xml = { name: 'w:body', attributes: {}, children: [] };

function partOfType(opened: WordPackage, type: string): string | undefined {
  return [...opened.relationships(opened.main).values()].find((rel) => !rel.external && rel.type.endsWith(`/${type}`))?.target;
}

function notePartsOf(resolved: ResolvedLetter): string[] {
  return [...resolved.kinds].filter(([, kind]) => kind === 'footnotes' || kind === 'endnotes').map(([name]) => name);
}

type NoteSources = { readerFor: (part: string) => LetterReader; body: Xml; settings: Xml | undefined };

function withNotes(
  reader: LetterReader,
  stories: ReadonlyMap<string, Xml>,
  resolved: ResolvedLetter,
  { readerFor, body, settings }: NoteSources,
): LetterReader {
  const finderFor = (kind: 'footnote' | 'endnote') => {
    const [name] = [...resolved.kinds].find(([, other]) => other === `${kind}s`) ?? [];
    const story = name === undefined ? undefined : stories.get(name);
    if (name === undefined || story === undefined) return () => null;
    return noteFinder(kind, { story, reader: readerFor(name) }, noteFormat(kind, body, settings));
  };
  const finders = { footnote: finderFor('footnote'), endnote: finderFor('endnote') };
  return { ...reader, note: (kind, id) => finders[kind](id) };
}

/** A header or footer without the empty paragraphs around it. */
function readAside(story: Xml | undefined, reader: LetterReader): Block[] {
  if (story === undefined) return [];
  const blocks = readBlocks(story, newFlow(story), { ...reader, pageNumbers: false }, NO_SURROUNDINGS);
  const first = blocks.findIndex(hasSomething);
  return first < 0 ? [] : withoutTail(blocks).slice(first);
}

/** Word ends every document with a paragraph; an empty one is no part of the letter. */
function withoutTail(blocks: Block[]): Block[] {
  const last = blocks.findLastIndex(hasSomething);
  return blocks.slice(0, last + 1);
}

function hasSomething(block: Block): boolean {
  return block.kind !== 'paragraph' || block.inlines.length > 0 || block.mark !== null;
}

function standardLanguages(styles: Xml | undefined): StandardLanguages {
  const lang = findDeep(childOf(styles, 'w:docDefaults'), 'w:lang')?.attributes;
  return { plain: languageTag(lang?.['w:val']), eastAsian: languageTag(lang?.['w:eastAsia']) };
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

function sayAboutDocument(opened: WordPackage, found: { revisions: boolean; broken: number }, notes: LetterNotes): void {
  if (found.revisions)
    notes.remark('CHANGES_ACCEPTED', 'The letter has tracked changes; the mail is made as if all of them were accepted.');
  if (found.broken > 0)
    notes.remark(
      'FIELD_NOT_CLOSED',
      'A Word field in the letter is damaged (it begins and never ends). Delete it and insert it again.',
    );
  if (opened.has(/vbaProject\.bin$/i))
    notes.remark('MACROS_IGNORED', 'The letter has macros; they are never run and not part of the mail.');
  for (const address of outsideAddresses(opened).slice(0, ADDRESSES_TOLD)) {
    const text = `The letter shows something of another place, ${quoted(address)}. It is never fetched, and not part of mails and merged Word documents. Insert it into the letter to send it.`;
    notes.remark('OUTSIDE_LEFT_OUT', text);
  }
}

const ADDRESSES_TOLD = 5;

/** Nothing of a letter is left out silently: the letterhead is carried, or it is told how to have it. */
function sayLetterhead(
  head: Letterhead,
  stories: ReadonlyMap<string, Xml>,
  wanted: boolean,
  notes: LetterNotes,
): Letter['letterhead'] {
  const filled = (name: string | null) => name !== null && hasContent(stories.get(name));
  if (filled(head.header) || filled(head.footer)) {
    if (wanted) return 'carried';
    notes.remark(
      'HEADER_FOOTER_LEFT_OUT',
      'Header and footer of the letter are not part of the mail. Where the letter is chosen you can have those of the first page shown above and below the text.',
    );
    return 'offered';
  }
  if (head.others.some(filled))
    notes.remark(
      'HEADER_FOOTER_LEFT_OUT',
      'Only later pages of the letter have a header or footer, and a mail has one page. Put into the text what should be seen.',
    );
  return 'none';
}
