/** A word of a field's code → the markup it is made of: runs with their own look, nested fields, pictures, paragraphs. */
import { type CodePiece, type CodeSpan, unescapedCode } from '../fields/fieldCode.ts';
import { isElement, textOf, type Xml } from '../ooxml/parseXml.ts';
import { textElement, withChildren } from './newMarkup.ts';
import { sliceRun } from './splitRun.ts';
import { type Item, textOfItem } from './storyItems.ts';

export function codePieces(code: readonly Item[]): CodePiece[] {
  return code.map(textOfItem).filter((text) => text !== '');
}

/** `span` counts the pieces that `codePieces` makes of the same items. What has no text goes with the text beside it. */
export function cutCode(code: readonly Item[], span: CodeSpan): Item[] {
  const places = placesOf(code);
  const [first, last] = [offsetOf(span.from, places), offsetOf(span.to, places)];
  const cut: Item[] = [];
  let at = 0;
  for (const item of code) {
    const size = sizeOf(textOfItem(item));
    const [from, to] = [Math.max(first - at, 0), Math.min(last - at, size)];
    at += size;
    if (size === 0 ? from === 0 && to === 0 : from < to) cut.push(...sliced(item, from, to));
  }
  return cut;
}

function sizeOf(text: CodePiece): number {
  return typeof text === 'string' ? text.length : 1;
}

/** Where each piece begins, counted in characters of the whole code. */
function placesOf(code: readonly Item[]): number[] {
  const places: number[] = [];
  let at = 0;
  for (const piece of codePieces(code)) {
    places.push(at);
    at += sizeOf(piece);
  }
  return places;
}

function offsetOf({ piece, at }: CodeSpan['from'], places: readonly number[]): number {
  return (places[piece] ?? 0) + at;
}

function sliced(item: Item, from: number, to: number): Item[] {
  if (item.kind !== 'inline' || typeof item.text !== 'string' || item.node.name !== 'w:r') return [item];
  const node = sliceRun(item.node, from, to);
  return node === null ? [] : [{ ...item, node: unescaped(node), text: item.text.slice(from, to) }];
}

function unescaped(run: Xml): Xml {
  const children = run.children.map((child) => {
    if (!isElement(child) || child.name !== 'w:t') return child;
    const text = textOf(child);
    return text.includes('\\') ? textElement(unescapedCode(text)) : child;
  });
  return withChildren(run, children);
}
