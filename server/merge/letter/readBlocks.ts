/** Paragraphs, tables and what wraps them, in document order. */
import { type Flow, isMuted, type LetterReader, type Surroundings } from './letterReader.ts';
import type { Block } from './letterTree.ts';
import { childOf, elementsOf, type Xml } from '../ooxml/parseXml.ts';
import { isUnfilled, readParagraph } from './readParagraph.ts';
import { readTable } from './readWordTable.ts';

export const NO_SURROUNDINGS: Surroundings = { run: {}, paragraph: {} };

export function readBlocks(container: Xml, flow: Flow, reader: LetterReader, around: Surroundings): Block[] {
  return elementsOf(container).flatMap((element) => blocksOf(element, flow, reader, around));
}

function blocksOf(element: Xml, flow: Flow, reader: LetterReader, around: Surroundings): Block[] {
  const inner = (box: Xml, boxFlow: Flow, boxAround: Surroundings) => readBlocks(box, boxFlow, reader, boxAround);
  switch (element.name) {
    case 'w:p':
      return readParagraph(element, flow, reader, around, inner);
    case 'w:tbl':
      return isMuted(flow) ? [] : tableBlocks(element, flow, reader, around);
    case 'w:sdt':
      return isUnfilled(element, reader) ? [] : readBlocks(childOf(element, 'w:sdtContent') ?? element, flow, reader, around);
    case 'merge:choice':
    case 'merge:repeat':
      return dependingBlocks(element, flow, reader, around);
    case 'w:altChunk':
      reader.remark('SUBDOCUMENT_LEFT_OUT', 'The letter includes another document, which is not part of the mail.');
      return [];
    default:
      return [];
  }
}

function dependingBlocks(element: Xml, flow: Flow, reader: LetterReader, around: Surroundings): Block[] {
  const { place } = element;
  const inside = (container: Xml | undefined) => {
    const blocks = container === undefined ? [] : readBlocks(container, flow, reader, around);
    flow.joined = null;
    return blocks;
  };
  flow.joined = null;
  if (place?.kind === 'repeat') return [{ kind: 'repeat', from: (place.from ?? 1) - 1, blocks: inside(element) }];
  if (place?.kind !== 'choice') return [];
  const [yes, no] = [inside(childOf(element, 'merge:then')), inside(childOf(element, 'merge:else'))];
  return [{ kind: 'choice', test: place.test, yes, no }];
}

function tableBlocks(element: Xml, flow: Flow, reader: LetterReader, around: Surroundings): Block[] {
  flow.joined = null;
  const table = readTable(element, reader, (cell, cellAround) => {
    const blocks = readBlocks(cell, flow, reader, {
      run: { ...around.run, ...cellAround.run },
      paragraph: { ...around.paragraph, ...cellAround.paragraph },
    });
    flow.joined = null;
    return blocks;
  });
  return table.rows.length === 0 ? [] : [table];
}
