/** The mail of the outbox bench: about 5 KB of HTML with 12 fields, a list of people, and a file of 100 KB for everybody. */
import { randomBytes } from 'node:crypto';
import type { CampaignInput } from '../../shared/api/campaigns.ts';

const FIELDS = Array.from({ length: 12 }, (_, index) => `Field${index + 1}`);
const WORDS =
  'the contract for your maintenance is renewed each spring unless one of us ends it in writing before the end of the year and all parts that wear are covered';

function prose(seed: number): string {
  const all = WORDS.split(' ');
  return Array.from({ length: 64 }, (_, index) => all[(index * 7 + seed * 11) % all.length] ?? '').join(' ');
}

/** Twelve paragraphs with one field each. */
export const HTML = `<html><body>${FIELDS.map((field, index) => `<p style="margin:0 0 8pt">${prose(index)} <b>{{${field}}}</b>.</p>`).join('')}</body></html>`;

export const SUBJECT = 'Your contract, {{Field1}}';

function cell(field: number, row: number): string {
  const values = [`Ada & Ben ${row}`, `${(row * 37 + field) % 9973}.50`, 'Römerstraße 17', `2026-11-${(row % 28) + 1}`];
  return values[field % values.length] ?? '';
}

export function valuesOf(row: number): Record<string, string> {
  return Object.fromEntries(FIELDS.map((field, index) => [field, cell(index, row)]));
}

/** A list as a file: an address and the fields, a row for each person. 100,000 rows stay below what the API takes. */
export function listOf(rows: number): Buffer {
  const lines = Array.from({ length: rows }, (_, index) =>
    [`person${index + 1}@example.com`, ...FIELDS.map((_, field) => cell(field, index + 1))].join(','),
  );
  return Buffer.from([['Email', ...FIELDS].join(','), ...lines].join('\n'));
}

/** Of bytes that nothing makes smaller. */
export const FILE = {
  name: 'terms.pdf',
  contentType: 'application/pdf',
  contentBytes: randomBytes(100 * 1024).toString('base64'),
};

export function campaignOf(rows: number, withFile = false): CampaignInput {
  return {
    subject: SUBJECT,
    letter: { html: HTML },
    list: { name: 'people.csv', contentBytes: listOf(rows).toString('base64') },
    addressColumn: 'Email',
    ...(withFile && { attachment: FILE }),
  };
}

/** The same mail merged in the simplest way, for a peer that does not merge. */
export function mergedMail(row: number): { to: string; subject: string; html: string; text: string } {
  const values = valuesOf(row);
  const merged = (text: string) => text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
  const html = merged(HTML);
  const text = html.replaceAll(/<\/p>/g, '\n\n').replaceAll(/<[^>]+>/g, '');
  return { to: `person${row}@example.com`, subject: merged(SUBJECT), html, text };
}
