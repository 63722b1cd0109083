/** Footnotes and endnotes: found where the text refers to them, read once each (ISO/IEC 29500-1 17.11). */
import type { LetterReader } from './letterReader.ts';
import { newFlow } from './letterReader.ts';
import type { Note } from './letterTree.ts';
import { childOf, childrenOf, type Xml, valueOf } from '../ooxml/parseXml.ts';
import { NO_SURROUNDINGS, readBlocks } from './readBlocks.ts';

/** `story`: what the part holds, tidied; `reader`: for the relationships of that part. */
export type NoteStory = { story: Xml; reader: LetterReader };

/** `format`: how the numbers are written (17.18.59). */
export function noteFinder(kind: Note['kind'], { story, reader }: NoteStory, format: string): (id: string) => Note | null {
  const elements = new Map(childrenOf(story, `w:${kind}`).map((element) => [element.attributes['w:id'] ?? '', element]));
  const read = new Map<string, Note>();
  return (id) => {
    const element = elements.get(id);
    const known = read.get(id);
    if (element === undefined || known !== undefined) return known ?? null;
    const note: Note = { kind, format, blocks: [] };
    read.set(id, note);
    note.blocks = readBlocks(element, newFlow(element), { ...reader, own: note, note: () => null }, NO_SURROUNDINGS);
    return note;
  };
}

/** The last section or the settings say how notes are numbered; Word's own habit is 1, 2, 3 and i, ii, iii. */
export function noteFormat(kind: Note['kind'], body: Xml, settings: Xml | undefined): string {
  const section = childrenOf(body, 'w:sectPr').at(-1);
  const name = `w:${kind}Pr`;
  const standard = kind === 'footnote' ? 'decimal' : 'lowerRoman';
  return valueOf(childOf(section, name), 'w:numFmt') ?? valueOf(childOf(settings, name), 'w:numFmt') ?? standard;
}
