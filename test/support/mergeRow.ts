/** A letter and one row of values → the mail, for tests of the merge engine. */
import type { CompiledLetter } from '../../server/merge/compiledLetter.ts';
import { matchColumns } from '../../shared/merge/fieldNames.ts';
import { readRows } from '../../server/merge/lists/readList.ts';
import { compileSubject } from '../../server/merge/compileSubject.ts';
import { compileLetter, type LetterSource, renderMessage, type RenderedMessage } from '../../server/merge/renderMessage.ts';
import { docxOf, type DocxParts } from './docxOf.ts';

export type Merged = { html: string; text: string; letter: CompiledLetter; message: RenderedMessage };

export function compiled(source: LetterSource): CompiledLetter {
  const read = compileLetter(source);
  if (!read.ok) throw new Error(`The letter was refused: ${read.text}`);
  return read.value;
}

export function wordLetter(body: string, parts: DocxParts = {}): CompiledLetter {
  return compiled({ kind: 'docx', bytes: docxOf(body, parts), name: 'test.docx' });
}

export function mergeRow(letter: CompiledLetter, values: Record<string, string>): Merged {
  const read = readRows([{ ...values, Row: '1' }]);
  if (!read.ok) throw new Error(read.text);
  const message = renderMessage(letter, compileSubject(''), read.value, matchColumns(letter.fields, read.value.headers), null, 0);
  return { html: message.html, text: message.text, letter, message };
}

/** What is between the div tags of the mail: the letter's own HTML. */
export function bodyOf(html: string): string {
  return /<div[^>]*>(.*)<\/div><\/body>/s.exec(html)?.[1] ?? html;
}

/** The words of an HTML mail, blocks and breaks as one blank. */
export function wordsOf(html: string): string {
  return html
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<(\/?(p|h\d|li|ul|ol|td|th|tr|table|div)|br)\b[^>]*>/gi, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&#39;/g, "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
