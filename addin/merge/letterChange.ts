/** A letter that was read → what of the draft on the server changes with it. */
import type { Campaign, CampaignInput } from '../../shared/api/campaigns.ts';
import { ATTACHMENTS_MAX } from '../../shared/api/campaigns.ts';
import { LEFT_LENGTH_MAX, LEFT_MAX } from '../../shared/api/draftLimits.ts';
import { mergeName } from '../../shared/merge/mergeName.ts';
import { fileToBase64 } from '../api/fileToBase64.ts';
import type { Pane } from '../session/usePane.ts';
import { letterTexts } from '../ui/texts/letterTexts.ts';

type Source = NonNullable<Pane['letterSource']>;
export type ReadLetter = Extract<Awaited<ReturnType<Source['read']>>, { ok: true }>['letter'];
export type LetterNews = Parameters<Parameters<NonNullable<Source['watch']>>[0]>[0];
type HtmlLetter = Extract<ReadLetter, { kind: 'html' }>;

/** Subject and files (by name) that the last reading brought: what differs from them now, somebody chose in the pane, so it stays. */
export interface Brought {
  subject: string;
  files: string[];
}

/** `instead`: it is another mail than the one before, of which nothing may stay. */
export interface Before {
  brought: Brought | null;
  instead?: boolean;
}

export async function letterChange(letter: ReadLetter, draft: Campaign | null, before: Before): Promise<CampaignInput> {
  if (letter.kind === 'docx') return documentChange(letter.document.name, letter.document.content, draft);
  const name = `${fileName(letter.subject)}.html`;
  const follows = before.instead === true && draft?.name === fileName(before.brought?.subject ?? '');
  const contentBytes = await fileToBase64(new Blob([letter.html]));
  const left = leftOf(letter);
  const called = follows ? { name: fileName(letter.subject) } : {};
  return {
    letter: { name, contentBytes, ...(left.length > 0 && { left }) },
    ...called,
    ...subjectOf(letter, draft, before),
    ...filesOf(letter, draft, before.brought),
  };
}

/** A merge that nobody named is called after its letter, and not after one that was put aside. */
export async function documentChange(name: string, content: Blob, draft: Campaign | null): Promise<CampaignInput> {
  const letter = { name, contentBytes: await fileToBase64(content) };
  const follows = draft?.letter && draft.letter.name !== name && draft.name === mergeName(draft.letter.name);
  return { letter, ...(follows && mergeName(name) !== '' && { name: mergeName(name) }) };
}

export function broughtBy(letter: ReadLetter): Brought | null {
  return letter.kind === 'docx' ? null : { subject: letter.subject, files: letter.attachments.map(({ name }) => name) };
}

/** Sentences on what of a mail's draft does not go along. */
function leftOf(letter: HtmlLetter): string[] {
  const many = letter.attachments.slice(ATTACHMENTS_MAX).map(({ name }) => name);
  const left = many.length === 0 ? letter.left : [...letter.left, letterTexts.tooManyFiles(ATTACHMENTS_MAX, many)];
  return left.slice(0, LEFT_MAX).map((sentence) => sentence.slice(0, LEFT_LENGTH_MAX));
}

function subjectOf({ subject }: HtmlLetter, draft: Campaign | null, { brought, instead }: Before): CampaignInput {
  const own = draft?.subject ?? '';
  if (own !== '' && own !== brought?.subject) return {};
  // A draft that lost its subject takes nothing away; the subject of one mail over the text of another would be wrong.
  return subject === '' && instead !== true ? {} : { subject: subject.slice(0, 255) };
}

/** Files of the draft come anew, also where nobody remembers that they came before; those that somebody added in the pane stay. */
function filesOf({ attachments }: HtmlLetter, draft: Campaign | null, brought: Brought | null): CampaignInput {
  const present = draft?.attachments ?? [];
  const anew = new Set([...(brought?.files ?? []), ...attachments.map(({ name }) => name)]);
  const own = present.filter(({ name }) => !anew.has(name));
  if (attachments.length === 0 && own.length === present.length) return {};
  return { attachments: [...own.map(({ id }) => ({ id })), ...attachments].slice(0, ATTACHMENTS_MAX) };
}

/** A subject as the name of the letter, and so of the merge. */
function fileName(subject: string): string {
  const plain = subject.replace(/[\s\p{Cc}\\/:*?"<>|]+/gu, ' ');
  return plain.slice(0, 120).trim() || letterTexts.unnamed;
}
