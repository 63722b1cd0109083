/** Which stop each tab of a line reaches. The width of text is a guess, for a mail is shown in whatever fonts there are. */
import { type Inline, leafInlines, type Paragraph, type TabKind } from './letterTree.ts';

export type LaidCell = { inlines: Inline[]; kind: TabKind /** Points; 0: as its words need. */; width: number };
/** Points from the margin. One cell: tabs stood only before the words. */
export type LaidLine = { start: number; end: number; cells: LaidCell[] };

type Stop = { at: number; kind: TabKind };
type Segment = { inlines: Inline[]; stop: Stop };

/** Word's own stops where a line has none (17.15.1.25 defaultTabStop). */
const STANDARD = 36;
/** A character is about half as wide as it is high. */
const WIDTH_PER_SIZE = 0.5;
/** Characters of a value that is not known yet. */
const VALUE_LENGTH = 12;
const CELLS_MAX = 8;

/** Null: a tab has no stop of its own to go to, or there are more of them than a line of words has. */
export function layLine(paragraph: Paragraph, room: number): LaidLine | null {
  const { format, inlines } = paragraph;
  const stops = stopsOf(paragraph);
  const from = inlines.findIndex((inline) => inline.kind !== 'tab');
  if (from < 0) return null;
  let start = format.indentLeft + format.firstLine;
  let leading = 0;
  for (; leading < from; leading += 1) {
    const stop = nextStop(stops, start);
    if (stop !== null && stop.kind !== 'left') break;
    start = stop?.at ?? (Math.floor(start / STANDARD) + 1) * STANDARD;
  }
  const segments = segmentsFrom(inlines.slice(leading), start, stops);
  if (segments === null || segments.length > CELLS_MAX) return null;
  return segments.length === 1 && leading === 0 ? null : laid(segments, start, Math.max(start, room - format.indentRight));
}

/** A hanging indent is a stop for its first line. */
function stopsOf({ format }: Paragraph): Stop[] {
  const own = Object.entries(format.tabs).flatMap(([at, kind]): Stop[] =>
    kind === null || kind === 'bar' ? [] : [{ at: Number(at), kind }],
  );
  if (format.firstLine < 0) own.push({ at: format.indentLeft, kind: 'left' });
  return own.toSorted((a, b) => a.at - b.at);
}

/** Past the position by more than nothing: a tab always moves. */
function nextStop(stops: readonly Stop[], position: number): Stop | null {
  return stops.find(({ at }) => at > position + 0.5) ?? null;
}

function segmentsFrom(inlines: readonly Inline[], start: number, stops: readonly Stop[]): Segment[] | null {
  const segments: Segment[] = [{ inlines: [], stop: { at: start, kind: 'left' } }];
  let position = start;
  for (const inline of inlines) {
    const last = segments.at(-1);
    if (last === undefined) return null;
    if (inline.kind !== 'tab') {
      last.inlines.push(inline);
      continue;
    }
    position = endOf(last, position);
    const stop = nextStop(stops, position);
    if (stop === null) return null;
    segments.push({ inlines: [], stop });
    position = stop.at;
  }
  return segments;
}

function endOf({ inlines, stop }: Segment, position: number): number {
  const width = widthOf(inlines);
  if (stop.kind === 'left') return stop.at + width;
  return Math.max(position, stop.kind === 'center' ? stop.at + width / 2 : stop.at);
}

function widthOf(inlines: readonly Inline[]): number {
  return leafInlines(inlines).reduce((sum, inline) => {
    if (inline.kind === 'picture') return sum + inline.width * 0.75;
    if (inline.kind === 'text') return sum + inline.text.length * inline.format.size * WIDTH_PER_SIZE;
    return inline.kind === 'slot' ? sum + VALUE_LENGTH * inline.format.size * WIDTH_PER_SIZE : sum;
  }, 0);
}

/** Where each cell begins; null: where the words of its neighbours leave it. */
function laid(segments: readonly Segment[], start: number, room: number): LaidLine {
  const last = segments.at(-1);
  const end =
    last === undefined || last.stop.kind === 'left'
      ? room
      : last.stop.kind === 'center'
        ? Math.max(room, last.stop.at)
        : last.stop.at;
  const edges = segments.map(({ stop }, at) => edgeBefore(segments, at, stop, start, end));
  const widths = segments.map((_, at) => {
    const [from, to] = [edges[at] ?? null, at === segments.length - 1 ? end : (edges[at + 1] ?? null)];
    return from === null || to === null || to <= from ? 0 : to - from;
  });
  const known = widths.every((width) => width > 0);
  const cells = segments.map(({ inlines, stop }, at) => ({ inlines, kind: stop.kind, width: known ? (widths[at] ?? 0) : 0 }));
  return { start, end, cells };
}

/** A centred cell reaches as far to the left as to the right; one that ends at its stop begins where the one before has to end. */
function edgeBefore(segments: readonly Segment[], at: number, stop: Stop, start: number, end: number): number | null {
  if (at === 0) return start;
  if (stop.kind === 'left') return stop.at;
  const before = segments[at - 1];
  if (stop.kind === 'center') return stop.at - centredHalf(segments, at, start, end);
  return before?.stop.kind === 'center' ? before.stop.at + centredHalf(segments, at - 1, start, end) : null;
}

function centredHalf(segments: readonly Segment[], at: number, start: number, end: number): number {
  const middle = segments[at]?.stop.at ?? start;
  const [before, after] = [segments[at - 1]?.stop, segments[at + 1]?.stop];
  const left = middle - Math.max(start, before?.kind === 'left' ? before.at : start);
  const right = (after?.at ?? end) - middle;
  return (Math.min(left, right) * 2) / 3;
}
