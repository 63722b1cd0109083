/** What a line of text needs to know of its runs to say whether anything would stand in it. */
import type { MergeScope, Slot, Test } from '../mergeScope.ts';
import { elementsOf, type Xml } from '../ooxml/parseXml.ts';
import { isSeen } from './tagText.ts';

export type LinePiece =
  | { kind: 'words' }
  | { kind: 'slot'; slot: Slot }
  /** Read by something of the line that shows no text of its own: the address of a link. */
  | { kind: 'needs'; slot: Slot }
  | { kind: 'choice'; test: Test; yes: LinePiece[]; no: LinePiece[] }
  | { kind: 'repeat'; from: number; inner: LinePiece[] };

export function linePieces(nodes: readonly Xml[]): LinePiece[] {
  return nodes.flatMap(piecesOf);
}

function piecesOf(node: Xml): LinePiece[] {
  const { place } = node;
  switch (place?.kind) {
    case 'value':
      return place.inCode ? [] : [{ kind: 'slot', slot: place.slot }];
    case 'choice': {
      const side = (name: string) => linePieces(elementsOf(node).filter((child) => child.name === name));
      return [{ kind: 'choice', test: place.test, yes: side('merge:then'), no: side('merge:else') }];
    }
    case 'repeat':
      return [{ kind: 'repeat', from: place.from ?? 1, inner: linePieces(elementsOf(node)) }];
    case 'link': {
      const needs = place.parts.filter((part) => typeof part !== 'string');
      return [...needs.map((slot): LinePiece => ({ kind: 'needs', slot })), ...linePieces(elementsOf(node))];
    }
    default: {
      const inner = linePieces(elementsOf(node));
      if (inner.some((piece) => piece.kind !== 'words')) return inner;
      return isSeen(node) ? [{ kind: 'words' }] : [];
    }
  }
}

/** There are places, and nothing else would be left if they were empty. */
export function isBare(pieces: readonly LinePiece[]): boolean {
  return pieces.every((piece) => piece.kind !== 'words');
}

export function hasPlaces(pieces: readonly LinePiece[]): boolean {
  return pieces.some((piece) => piece.kind !== 'words');
}

function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  return !(first > 0x20 && first < 0x7f) && text.trim() === '';
}

/** Nothing but blanks would stand there. */
export function showsNothing(pieces: readonly LinePiece[], scope: MergeScope): boolean {
  return pieces.every((piece) => {
    switch (piece.kind) {
      case 'words':
        return false;
      case 'needs':
        return true;
      case 'slot':
        return isBlank(piece.slot.evaluate(scope));
      case 'choice':
        return showsNothing(piece.test.holds(scope) ? piece.yes : piece.no, scope);
      default:
        return scope.rows.slice(piece.from - 1).every((row) => showsNothing(piece.inner, row));
    }
  });
}

/** Something that would stand there has a field whose policy takes the line away. */
export function isDropped(pieces: readonly LinePiece[], scope: MergeScope): boolean {
  return pieces.some((piece) => {
    switch (piece.kind) {
      case 'words':
        return false;
      case 'needs':
      case 'slot':
        return scope.drops(neededFields(piece.slot));
      case 'choice':
        return isDropped(piece.test.holds(scope) ? piece.yes : piece.no, scope);
      default:
        return scope.rows.slice(piece.from - 1).some((row) => isDropped(piece.inner, row));
    }
  });
}

/** What `isDropped` would ask in every message; null where that depends on the message. */
export function fixedNeeds(pieces: readonly LinePiece[]): string[] | null {
  const fields: string[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'choice' || piece.kind === 'repeat') return null;
    if (piece.kind !== 'words') fields.push(...neededFields(piece.slot));
  }
  return fields;
}

function neededFields({ fields, optional = [] }: Slot): readonly string[] {
  return optional.length === 0 ? fields : fields.filter((field) => !optional.includes(field));
}
