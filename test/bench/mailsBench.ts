/**
 * Mails for each row: ours (a scope for the row, every value escaped for its place) against Handlebars, precompiled on the same
 * text: our own HTML and plain text with each value replaced by {{field}}. Then memory over 100,000 rows.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import Handlebars from 'handlebars';
import { PLAIN_MERGE } from '../../shared/api/mergeSettings.ts';
import { compileSubject } from '../../server/merge/compileSubject.ts';
import type { ListTable } from '../../server/merge/lists/listTable.ts';
import { mergeSetup } from '../../server/merge/mergeSetup.ts';
import { compileLetter, PLAIN_HOW, rowRenderer } from '../../server/merge/renderMessage.ts';
import { aBenchLetter, benchRow, FIELDS } from './aBenchLetter.ts';
import { letterNotes } from '../../server/merge/letter/letterNotes.ts';
import { readDocx } from '../../server/merge/letter/readDocx.ts';
import { emailHtml } from '../../server/merge/mailHtml/emailHtml.ts';
import type { MailTemplate } from '../../server/merge/mailTemplate.ts';
import { tidyMarkup } from '../../server/merge/markup/tidyMarkup.ts';
import { openPackage } from '../../server/merge/ooxml/openPackage.ts';
import { resolveLetter } from '../../server/merge/resolveLetter.ts';
import { atLeast, type Line, timeBoth } from './ratio.ts';

const GOAL = 1;
/** So many rows make one round: a single mail is too quick for the clock. */
const ROWS = 500;
const MANY = 100_000;
/** A heap that grows with the rows would grow by a kilobyte for each at least. */
const GROWTH_MAX = 20 * 1024 * 1024;

const WHOLE = 'whole mail for each row, ready to be sent (HTML, text, subject, findings)';
const subject = compileSubject('');
const columns = Object.fromEntries(FIELDS.map((field) => [field, field]));

export async function run(): Promise<Line[]> {
  const bytes = aBenchLetter();
  const read = compileLetter({ kind: 'docx', bytes, name: 'bench.docx' });
  if (!read.ok) throw new Error(read.text);
  const letter = read.value;
  const table = tableOf(ROWS);
  const rows = Array.from({ length: ROWS }, (_, row) => benchRow(row + 1));
  const render = rowRenderer(letter, subject, table, columns, null, PLAIN_HOW);
  const { scopeFor } = mergeSetup(letter, subject, table, columns, PLAIN_HOW);
  const peer = handlebarsOf(letter.render(marked()));
  const each = (one: (row: number) => unknown) => () => {
    for (let row = 0; row < ROWS; row += 1) one(row);
  };
  const html = htmlTemplate(bytes);
  const alone = timeBoth({
    ours: each((row) => inOnePiece(html.render(scopeFor({ rows: [row], sequence: row + 1 })))),
    peer: each((row) => inOnePiece(peer.html(rows[row]))),
    rounds: 400,
  });
  const both = timeBoth({
    ours: each((row) => bytesOf(render({ rows: [row], sequence: row + 1 }))),
    peer: each((row) => bytesOf({ html: peer.html(rows[row]), text: peer.text(rows[row]) })),
    rounds: 400,
  });
  const unit = `for ${ROWS} mails`;
  return Promise.resolve([
    sameText(
      (row) => render({ rows: [row], sequence: row + 1 }),
      (row) => ({ html: peer.html(rows[row]), text: peer.text(rows[row]) }),
    ),
    atLeast({ what: 'HTML for each row', peer: 'Handlebars', unit, times: alone }, GOAL),
    forComparison(atLeast({ what: WHOLE, peer: 'Handlebars (HTML, text)', unit, times: both }, 0)),
    memoryOver(MANY),
  ]);

  function marked(): Parameters<typeof letter.render>[0] {
    const names: ListTable = { ...table, rows: [FIELDS.map((field) => `[[${field}]]`)] };
    return mergeSetup(letter, subject, names, columns, { ...PLAIN_HOW, settings: PLAIN_MERGE }).scopeFor({
      rows: [0],
      sequence: 1,
    });
  }

  function memoryOver(count: number): Line {
    const long = rowRenderer(letter, subject, tableOf(count), columns, null, PLAIN_HOW);
    let bytes = 0;
    const upTo = (from: number, to: number) => {
      for (let row = from; row < to; row += 1) bytes += long({ rows: [row], sequence: row + 1 }).html.length;
      return heapUsed();
    };
    const [early, late] = [upTo(0, 5000), upTo(5000, count)];
    const ok = late - early < GROWTH_MAX && bytes > count * 1000;
    const grown = ((late - early) / 1024 / 1024).toFixed(1);
    const text = `${ok ? 'ok  ' : 'MISS'} memory over ${count} mails: heap grows by ${grown} MB after the first 5000 (goal < ${GROWTH_MAX / 1024 / 1024} MB)`;
    return { ok, text };
  }
}

/** Not measured against a goal. */
function forComparison({ text }: Line): Line {
  return { ok: true, text: text.replace(' (goal ≥ 0)', ' (no goal)') };
}

/** Texts that are joined from parts stay in their parts until somebody reads them; without that half of the work would not be done. */
function inOnePiece(html: string): number {
  return html.charCodeAt(html.length - 1);
}

/** Read as whoever sends it does. */
function bytesOf({ html, text }: Mail): number {
  return Buffer.byteLength(html) + Buffer.byteLength(text);
}

/** The HTML alone, as `compileWordLetter` makes it. */
function htmlTemplate(bytes: Uint8Array): MailTemplate {
  const opened = openPackage(bytes);
  if (!opened.ok) throw new Error(opened.text);
  const notes = letterNotes();
  const resolved = resolveLetter(opened.value, notes);
  const stories = new Map([...resolved.parts].map(([name, root]) => [name, tidyMarkup(root)]));
  return emailHtml(readDocx(opened.value, resolved, stories, notes, false));
}

function tableOf(rows: number): ListTable {
  const cells = Array.from({ length: rows }, (_, row) => {
    const values = benchRow(row + 1);
    // Through JSON, as lists come: texts that were joined here would still be in pieces, and grow when they are first read.
    return JSON.parse(JSON.stringify(FIELDS.map((field) => values[field] ?? ''))) as string[];
  });
  return { kind: 'rows', sheet: null, sheets: [], headers: FIELDS, rows: cells };
}

type Mail = { html: string; text: string };

/** The same fixed text, precompiled; in plain text nothing is escaped. */
function handlebarsOf({ html, text }: Mail): { html: (row: unknown) => string; text: (row: unknown) => string } {
  const asTemplate = (made: string) => made.replaceAll(/\[\[(\w+)\]\]/g, '{{$1}}');
  return { html: Handlebars.compile(asTemplate(html)), text: Handlebars.compile(asTemplate(text), { noEscape: true }) };
}

function sameText(ours: (row: number) => Mail, peer: (row: number) => Mail): Line {
  const [mine, theirs] = [ours(7), peer(7)];
  const ok = mine.html === theirs.html && mine.text === theirs.text && mine.html.length > 5000;
  return { ok, text: `${ok ? 'ok  ' : 'MISS'} mails: both make the same ${mine.html.length} characters of HTML` };
}

function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}
