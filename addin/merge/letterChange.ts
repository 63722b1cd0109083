/** A letter that was read → what of the draft on the server changes with it. */
import type { Campaign, CampaignInput } from '../../shared/api/campaigns.ts';
import { fileToBase64 } from '../api/fileToBase64.ts';
import type { Pane } from '../session/usePane.ts';
import { letterTexts } from '../ui/texts/letterTexts.ts';

type Source = NonNullable<Pane['letterSource']>;
export type ReadLetter = Extract<Awaited<ReturnType<Source['read']>>, { ok: true }>['letter'];
type HtmlLetter = Extract<ReadLetter, { kind: 'html' }>;

/** Subject and file that the last reading brought: what differs from them now, somebody chose in the pane, so it stays. */
export interface Brought {
  subject: string;
  file: string | null;
}

export async function letterChange(letter: ReadLetter, draft: Campaign | null, brought: Brought | null): Promise<CampaignInput> {
  if (letter.kind === 'docx')
    return { letter: { name: letter.document.name, contentBytes: await fileToBase64(letter.document.content) } };
  const name = `${fileName(letter.subject)}.html`;
  const contentBytes = await fileToBase64(new Blob([letter.html]));
  return { letter: { name, contentBytes }, ...subjectOf(letter, draft, brought), ...fileOf(letter, draft, brought) };
}

export function broughtBy(letter: ReadLetter): Brought | null {
  return letter.kind === 'docx' ? null : { subject: letter.subject, file: letter.attachments[0]?.name ?? null };
}

/** Sentences on what of a mail's draft stays behind; nothing for a document. */
export function remarksOf(letter: ReadLetter): string[] {
  if (letter.kind === 'docx') return [];
  const [first, ...left] = letter.attachments.map(({ name }) => name);
  return first === undefined || left.length === 0 ? letter.remarks : [...letter.remarks, letterTexts.oneFile(first, left)];
}

function subjectOf({ subject }: HtmlLetter, draft: Campaign | null, brought: Brought | null): CampaignInput {
  const own = draft?.subject ?? '';
  return subject === '' || (own !== '' && own !== brought?.subject) ? {} : { subject: subject.slice(0, 255) };
}

function fileOf({ attachments }: HtmlLetter, draft: Campaign | null, brought: Brought | null): CampaignInput {
  const own = draft?.attachment?.name ?? null;
  if (own !== null && own !== (brought?.file ?? null)) return {};
  const [first] = attachments;
  if (first) return { attachment: first };
  return own === null ? {} : { attachment: null };
}

/** A subject as the name of the letter, and so of the merge. */
function fileName(subject: string): string {
  const plain = subject.replace(/[\p{Cc}\\/:*?"<>|]+/gu, ' ').trim();
  return plain.slice(0, 120).trim() || 'Draft';
}
