/** The attachments of a draft, pictures in its text included. */
import type { Asked } from './askOffice.ts';
import { askOffice } from './askOffice.ts';
import type { Pause } from './awaitWithin.ts';
import type { DraftItem, ListedFile } from './mailItem.ts';

/** `contentBytes` is base64. `contentId` without `<` and `>`; null where this Outlook does not say it. */
export interface DraftPart {
  id: string;
  name: string;
  contentType: string;
  contentBytes: string;
  contentId: string | null;
  isInline: boolean;
}

/** What is said about files that stay behind. */
export interface FileWords {
  /** This Outlook hands over no attachments (Mailbox below 1.8); it does not even say whether there are any. */
  tooOld: string;
  /** Outlook did not list the attachments; `detail` is its own words. */
  unlisted: (detail: string) => string;
  /** A link to a file in a cloud. */
  link: (name: string) => string;
  /** Outlook did not hand over this one. */
  refused: (name: string) => string;
  /** Larger than one mail may carry; both in bytes. */
  tooLarge: (name: string, bytes: number, most: number) => string;
}

export interface DraftFiles {
  parts: DraftPart[];
  /** Sentences on those that stay behind. */
  left: string[];
}

export interface FileDeps {
  pause: Pause;
  words: FileWords;
  fileBytesMax: number;
}

/** Only where Outlook has Mailbox 1.8. */
export async function readDraftFiles(item: DraftItem, deps: FileDeps): Promise<DraftFiles> {
  const { pause, words } = deps;
  const listed = await askOffice<ListedFile[]>(pause, (done) => item.getAttachmentsAsync?.(done));
  if (!listed.ok) return { parts: [], left: [words.unlisted(listed.detail)] };
  const found: DraftFiles = { parts: [], left: [] };
  let silent = false;
  // One after another: Outlook on the web drops answers when many are asked for at once.
  for (const file of listed.value) {
    // Whoever did not answer for one file would let somebody wait as long for each of the next.
    const part: DraftPart | string | null = silent ? words.refused(file.name) : await readPart(item, file, deps);
    silent ||= part === null;
    if (part === null || typeof part === 'string') found.left.push(part ?? words.refused(file.name));
    else found.parts.push(part);
  }
  return found;
}

/** The file, or why it stays behind; null: no answer. One that is too large is not even asked for, where Outlook says its size. */
async function readPart(item: DraftItem, file: ListedFile, deps: FileDeps): Promise<DraftPart | string | null> {
  const { words, fileBytesMax } = deps;
  if (file.attachmentType === 'cloud') return words.link(file.name);
  if (!file.isInline && (file.size ?? 0) > fileBytesMax) return words.tooLarge(file.name, file.size ?? 0, fileBytesMax);
  const answer = await contentAfterAll(item, file, deps.pause);
  if (!answer.ok && answer.silent) return null;
  const content = answer.ok && answer.value.content !== '' ? contentOf(file, answer.value) : null;
  if (content === null) return words.refused(file.name);
  const contentId = file.contentId?.replace(/^<|>$/g, '') || null;
  return { id: file.id, contentId, isInline: file.isInline, ...content };
}

/** Right after a file was put in, Outlook on the web says it has it and gives an empty text; a moment later it is there. */
const TRIES = 3;
const AGAIN_MS = 500;

type Content = { content: string; format: string };

async function contentAfterAll(item: DraftItem, file: ListedFile, pause: Pause): Promise<Asked<Content>> {
  const ask = () => askOffice<Content>(pause, (done) => item.getAttachmentContentAsync?.(file.id, done));
  let answer = await ask();
  for (let more = 1; more < TRIES && (answer.ok ? answer.value.content === '' : !answer.silent); more += 1) {
    await pause(AGAIN_MS);
    answer = await ask();
  }
  return answer;
}

/** Of what is written as base64. */
export function bytesIn(base64: string): number {
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
}

/** A mail or an appointment that is attached comes as text (RFC 5322, RFC 5545). */
function contentOf(
  file: ListedFile,
  { content, format }: Content,
): Pick<DraftPart, 'name' | 'contentType' | 'contentBytes'> | null {
  switch (format) {
    case 'base64':
      return { name: file.name, contentType: typeOfName(file.name), contentBytes: content };
    case 'eml':
      return { name: named(file.name, '.eml'), contentType: 'message/rfc822', contentBytes: base64OfText(content) };
    case 'iCalendar':
      return { name: named(file.name, '.ics'), contentType: 'text/calendar', contentBytes: base64OfText(content) };
    default:
      return null;
  }
}

function named(name: string, ending: string): string {
  return name.toLowerCase().endsWith(ending) ? name : `${name}${ending}`;
}

function base64OfText(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}

/** A draft does not say what its files are. Mail programs go by the ending as well. */
const TYPES: Record<string, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  zip: 'application/zip',
  csv: 'text/csv',
  txt: 'text/plain',
  html: 'text/html',
  ics: 'text/calendar',
  vcf: 'text/vcard',
  eml: 'message/rfc822',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  webp: 'image/webp',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
};

function typeOfName(name: string): string {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return TYPES[ending] ?? 'application/octet-stream';
}
