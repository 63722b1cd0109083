/**
 * Plain text as it is put together: lines, and how many line ends come before the next words. Nothing has to be tidied afterwards,
 * and what is the same in every message is joined once.
 */
import type { MailTemplate } from '../mailTemplate.ts';
import type { MergeScope } from '../mergeScope.ts';
import { keepWithin, MAIL_LENGTH_MAX } from '../messageLimit.ts';

/** `lead`, `gap`: line ends before the first and after the last words; at most a blank line. */
export type TextPage = { starts: boolean; lead: number; text: string; gap: number };

type Step = TextPage | ((scope: MergeScope, page: TextPage) => void);

/** A part of the text. `words`: a line or several, without the end of the last; `after`: line ends, 1 or 2. */
export type TextPart = {
  add: (words: string, after: number) => void;
  addLater: (write: (scope: MergeScope, page: TextPage) => void) => void;
  writeTo: (scope: MergeScope, page: TextPage) => void;
  /** The text of the part, where no message makes a difference. */
  fixed: () => string | null;
};

const GAP_MAX = 2;

/** `from`: 'start' where it is the beginning of a text, which has no indent. */
export function newPage(from: 'start' | 'anywhere' = 'anywhere'): TextPage {
  return { starts: from === 'start', lead: 0, text: '', gap: 0 };
}

/** Empty words are an empty line. */
export function putLine(page: TextPage, words: string, after: number): void {
  putTidy(page, tidyLine(words), after);
}

/** The same for words in pieces. What joins them is looked at only once, when the mail is written. */
export function putPieces(page: TextPage, words: MailTemplate, scope: MergeScope, after: number): void {
  let line = '';
  let last = 0;
  let broken = false;
  words.each(scope, (piece) => {
    if (piece === '') return;
    line += piece;
    keepWithin(line.length, MAIL_LENGTH_MAX);
    last = piece.charCodeAt(piece.length - 1);
    broken ||= piece.includes('\n');
  });
  putTidy(page, broken || mayBeBlank(last) ? tidyLine(line) : line, after);
}

function putTidy(page: TextPage, line: string, after: number): void {
  if (line === '') page.gap = Math.min(GAP_MAX, page.gap + after);
  else put(page, line, after);
}

function put(page: TextPage, words: string, after: number): void {
  if (page.text === '') {
    page.lead = page.gap;
    page.text = page.starts ? words.trimStart() : words;
  } else page.text += (page.gap === 0 ? '' : page.gap === 1 ? '\n' : '\n\n') + words;
  keepWithin(page.text.length, MAIL_LENGTH_MAX);
  page.gap = after;
}

function putPage(page: TextPage, other: TextPage): void {
  page.gap = Math.min(GAP_MAX, page.gap + (other.text === '' ? other.gap : other.lead));
  if (other.text !== '') put(page, other.text, other.gap);
}

/** All blanks of Latin text are among the first characters, those of other scripts far behind; trimming tells. */
function mayBeBlank(char: number): boolean {
  return char <= 0x20 || char >= 0xa0;
}

/** No blanks at the end of a line, no two blank lines. The blanks before the first word may be an indent. */
function tidyLine(words: string): string {
  const line = words.trimEnd();
  if (!line.includes('\n')) return line;
  return line
    .replace(/(?<![ \t])[ \t]+(?=\n)/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '');
}

export function textPart(): TextPart {
  const steps: Step[] = [];
  const fixedPage = (): TextPage => {
    const last = steps.at(-1);
    if (last !== undefined && typeof last !== 'function') return last;
    const page = newPage();
    steps.push(page);
    return page;
  };
  return {
    add: (words, after) => putLine(fixedPage(), words, after),
    addLater: (write) => steps.push(write),
    writeTo(scope, page) {
      for (const step of steps) {
        if (typeof step === 'function') step(scope, page);
        else putPage(page, step);
      }
    },
    fixed() {
      const [only = newPage(), more] = steps;
      return typeof only === 'function' || more !== undefined ? null : only.text;
    },
  };
}

export function textPartFrom(fill: (part: TextPart) => void): TextPart {
  const part = textPart();
  fill(part);
  return part;
}
