/** A letter that was read → what of the draft on the server changes with it. */
import type { Campaign, CampaignInput } from '../../shared/api/campaigns.ts';
import { ATTACHMENTS_MAX } from '../../shared/api/campaigns.ts';
import { fileToBase64 } from '../api/fileToBase64.ts';
import type { Pane } from '../session/usePane.ts';
import { letterTexts } from '../ui/texts/letterTexts.ts';

type Source = NonNullable<Pane['letterSource']>;
export type ReadLetter = Extract<Awaited<ReturnType<Source['read']>>, { ok: true }>['letter'];
type HtmlLetter = Extract<ReadLetter, { kind: 'html' }>;

/** Subject and files (by name) that the last reading brought: what differs from them now, somebody chose in the pane, so it stays. */
export interface Brought {
  subject: string;
  files: string[];
}

export async function letterChange(letter: ReadLetter, draft: Campaign | null, brought: Brought | null): Promise<CampaignInput> {
  if (letter.kind === 'docx')
    return { letter: { name: letter.document.name, contentBytes: await fileToBase64(letter.document.content) } };
  const name = `${fileName(letter.subject)}.html`;
  const contentBytes = await fileToBase64(new Blob([letter.html]));
  return { letter: { name, contentBytes }, ...subjectOf(letter, draft, brought), ...filesOf(letter, draft, brought) };
}

export function broughtBy(letter: ReadLetter): Brought | null {
  return letter.kind === 'docx' ? null : { subject: letter.subject, files: letter.attachments.map(({ name }) => name) };
}

/** Sentences on what of a mail's draft stays behind; nothing for a document. */
export function remarksOf(letter: ReadLetter): string[] {
  if (letter.kind === 'docx') return [];
  const left = letter.attachments.slice(ATTACHMENTS_MAX).map(({ name }) => name);
  return left.length === 0 ? letter.remarks : [...letter.remarks, letterTexts.tooManyFiles(ATTACHMENTS_MAX, left)];
}

function subjectOf({ subject }: HtmlLetter, draft: Campaign | null, brought: Brought | null): CampaignInput {
  const own = draft?.subject ?? '';
  return subject === '' || (own !== '' && own !== brought?.subject) ? {} : { subject: subject.slice(0, 255) };
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
