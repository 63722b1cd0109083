/** Tags that begin in one cell and end in another: choices and repeats of whole table rows. */
import type { MergeNotes } from '../mergeScope.ts';
import { isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import { withChildren } from './newMarkup.ts';
import { nest, type Path, type Placed, samePath, sharedPath, tagPaths } from './tagGroups.ts';
import { marksOf, withoutMarks } from './tagMarks.ts';
import type { TagPairs } from './tagPairs.ts';
import { sayNotClosed } from './tagSyntax.ts';
import { isMark, isSeen, type TagMark } from './tagText.ts';

type ArrangeCell = (cell: Xml) => Xml;

/** `table`: whatever holds rows. No mark is left. */
export function arrangeRows(table: Xml, notes: MergeNotes, arrangeCell: ArrangeCell): Xml {
  const rows = table.children.map((child) => (isElement(child) ? arrangeRow(child, notes, arrangeCell) : child));
  if (rows.every((row, at) => row === table.children[at])) return table;
  const marks = rows.flatMap((row) => contentOf(row).filter((part): part is TagMark => part !== 'seen'));
  return withChildren(table, marks.length === 0 ? rows : grouped(rows, marks, notes));
}

function arrangeRow(child: Xml, notes: MergeNotes, arrangeCell: ArrangeCell): Xml {
  if (child.name === 'w:tr') return inCells(child, arrangeCell);
  const holdsRows = /^(?:w:sdt|w:sdtContent|w:customXml|w:ins|merge:(?:choice|then|else|repeat))$/.test(child.name);
  return holdsRows ? arrangeRows(child, notes, arrangeCell) : child;
}

/** Cells may stand in content controls. */
function inCells(element: Xml, change: ArrangeCell): Xml {
  const children = element.children.map((child) => {
    if (!isElement(child)) return child;
    return child.name === 'w:tc' ? change(child) : inCells(child, change);
  });
  return children.every((child, at) => child === element.children[at]) ? element : withChildren(element, children);
}

/** Marks and words of a row in order. */
function contentOf(row: XmlChild): ('seen' | TagMark)[] {
  if (!isElement(row) || row.name !== 'w:tr') return [];
  const found: ('seen' | TagMark)[] = [];
  inCells(row, (cell) => {
    for (const block of cell.children) {
      const nodes = isElement(block) && block.name === 'w:p' ? block.children : [block];
      for (const node of nodes) {
        if (isMark(node)) found.push(node);
        else if (isElement(block) && block.name !== 'w:tcPr' && isSeen(node)) found.push('seen');
      }
    }
    return cell;
  });
  return found;
}

function grouped(rows: readonly XmlChild[], marks: readonly TagMark[], notes: MergeNotes): XmlChild[] {
  const { pairs, behind } = tagPaths(marks.map(({ mark }) => mark));
  for (const at of pairs.left) sayLeft(marks[at], notes);
  const placed: Placed[] = [];
  let path: Path = [];
  let next = 0;
  for (const row of rows) {
    const content = contentOf(row);
    if (!isElement(row) || !content.some((part) => part !== 'seen')) {
      placed.push({ path, node: row });
      continue;
    }
    const [outer, first] = [path, next];
    const seen: { path: Path }[] = [];
    for (const part of content) {
      if (part === 'seen') seen.push({ path });
      else {
        path = behind[next] ?? [];
        next += 1;
      }
    }
    const where = rowPath(seen, notes) ?? (allLeft(first, next, pairs) ? outer : null);
    if (where !== null) placed.push({ path: where, node: cleared(row) });
  }
  return nest(placed, notes);
}

/** A row whose tags have no partner anywhere is a row like others. */
function allLeft(from: number, to: number, { left }: TagPairs): boolean {
  for (let at = from; at < to; at += 1) if (!left.has(at)) return false;
  return true;
}

function sayLeft(mark: TagMark | undefined, notes: MergeNotes): void {
  if (mark !== undefined) sayNotClosed(mark.mark, notes);
}

/** A row stands where the innermost of its words stand. Null: it holds tags only. */
function rowPath(seen: readonly { path: Path }[], notes: MergeNotes): Path | null {
  const deepest = seen.reduce<Path | null>((best, { path }) => (best === null || path.length > best.length ? path : best), null);
  if (deepest === null) return null;
  const rivals = seen.filter(({ path }) => path.length === deepest.length && !samePath(path, deepest));
  if (rivals.length === 0) return deepest;
  const text =
    'A row of a table has both sides of a condition, or several conditions, over its cells, so the whole row is in every mail. Put each side into a row of its own, or each condition into one cell.';
  notes.remark('TAG_NOT_CLOSED', text);
  return sharedPath([{ path: deepest }, ...rivals]);
}

function cleared(row: Xml): Xml {
  return inCells(row, (cell) => (cell.children.some((child) => marksOf(child).length > 0) ? withoutMarks(cell, null) : cell));
}
