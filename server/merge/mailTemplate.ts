/**
 * A compiled piece of mail: fixed text and places. It is built once per letter; a row is then joined from it.
 * A place knows how its value has to be written there (HTML text, attribute, address of a link), so no value can become markup.
 */
import type { MergeScope } from './mergeScope.ts';
import { keepWithin, MAIL_LENGTH_MAX } from './messageLimit.ts';

type Piece = string | ((scope: MergeScope) => string);
/** Where no policy takes a line away (`MergeScope.keepsLines`), just what is in `kept` stands there. */
type LinePart = { asked: (scope: MergeScope) => string; kept: MailTemplate };
export type TemplatePart = Piece | LinePart;

export type MailTemplate = {
  add: (part: TemplatePart) => void;
  render: (scope: MergeScope) => string;
  /** The pieces that `render` would join. */
  each: (scope: MergeScope, take: (piece: string) => void) => void;
  /** The same as parts for messages whose lines all stay. */
  whenKept: () => readonly Piece[];
  /** What it always gives; null where that depends on the message. */
  fixed: () => string | null;
};

/** `asked`: for any message; `kept`: for one whose lines all stay. */
type Settled = { asked: readonly Piece[]; kept: readonly Piece[] };

export function mailTemplate(): MailTemplate {
  const parts: TemplatePart[] = [];
  let settled: Settled | null = null;
  const settle = (): Settled =>
    (settled ??= {
      asked: parts.map((part) => (typeof part === 'object' ? part.asked : settledPiece(part))),
      kept: joined(parts.flatMap((part) => (typeof part === 'object' ? part.kept.whenKept() : part))),
    });
  const piecesFor = (scope: MergeScope) => (scope.keepsLines === true ? settle().kept : settle().asked);
  return {
    add(part) {
      settled = null;
      addJoined(part, parts);
    },
    fixed() {
      const [only = ''] = parts;
      return parts.length < 2 && typeof only === 'string' ? only : null;
    },
    whenKept: () => settle().kept,
    each(scope, take) {
      for (const piece of piecesFor(scope)) take(typeof piece === 'string' ? piece : piece(scope));
    },
    render(scope) {
      let out = '';
      for (const piece of piecesFor(scope)) {
        out += typeof piece === 'string' ? piece : piece(scope);
        keepWithin(out.length, MAIL_LENGTH_MAX);
      }
      return out;
    },
  };
}

function joined(pieces: readonly Piece[]): Piece[] {
  const made: Piece[] = [];
  for (const piece of pieces) addJoined(piece, made);
  return made.map(settledPiece);
}

function addJoined<Part extends TemplatePart>(part: Part | string, parts: (Part | string)[]): void {
  const last = parts.length - 1;
  if (typeof part === 'string' && typeof parts[last] === 'string') parts[last] += part;
  else if (part !== '') parts.push(part);
}

/**
 * Texts that are joined stay in their pieces until somebody reads them, and every mail would be put together from all of these.
 * Written and read once they are in one piece, and no wider than their letters need.
 */
function settledPiece(piece: Piece): Piece {
  return typeof piece === 'string' ? String(JSON.parse(JSON.stringify(piece))) : piece;
}
