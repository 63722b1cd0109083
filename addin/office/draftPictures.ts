/** Pictures in the text of a draft: from references into Outlook's own store to pictures that travel with the letter. */
import type { DraftFile } from './letterSource.ts';
import type { DraftPart } from './draftFiles.ts';

export interface PicturedDraft {
  html: string;
  /** What is left of the files: they go along as attachments. */
  attachments: DraftFile[];
  /** Pictures that the text shows and that were not found among the files. */
  missing: number;
  /** Names of pictures of a kind that mail programs do not show everywhere. */
  unshown: string[];
}

const IMG = /<img\b(?:[^>"']|"[^"]*"|'[^']*')*>/gi;

/** A picture of the draft behind its text: mail programs differ too much in it, and a content id alone would lead nowhere. */
const BEHIND_TEXT = /\sbackground\s*=\s*(?:"\s*cid:[^"]*"|'\s*cid:[^']*'|cid:[^\s>]+)|url\(\s*(?:&quot;|["'])?\s*cid:[^)]*\)/gi;

export function placePictures(source: string, parts: readonly DraftPart[]): PicturedDraft {
  const html = withoutVml(source);
  const pictures = [...html.matchAll(IMG)].flatMap(([tag]) => referenceOf(tag) ?? []);
  const found = partsOf(pictures, parts);
  const unshown = new Set<string>();
  const missing = new Set<string>();
  const bare = html.replace(BEHIND_TEXT, (found) => {
    missing.add(found.toLowerCase());
    return /^\s/.test(found) ? '' : 'none';
  });
  const placed = bare.replace(IMG, (tag) => {
    const reference = referenceOf(tag);
    if (reference === null) return tag;
    const part = found.get(reference.key);
    if (part === undefined) missing.add(reference.key);
    const type = part && pictureType(part.contentBytes);
    if (part && type === null) unshown.add(part.name);
    return part && type ? withSource(tag, `data:${type};base64,${part.contentBytes}`) : '';
  });
  const used = new Set(found.values());
  const attachments = parts.filter((part) => !used.has(part) && !isLeftover(part)).map(asFile);
  return { html: placed, attachments, missing: missing.size, unshown: [...unshown] };
}

/**
 * Outlook for Windows writes each picture twice: as VML for itself, and as HTML for others. The VML would name a picture that the
 * mail does not have, and Word's own rendering prefers it.
 */
function withoutVml(html: string): string {
  return html
    .replace(/<!--\[if (?:gte? )?vml[^\]]*\]>[\s\S]*?<!\[endif\]-->/gi, '')
    .replace(/<!(?:--)?\[if !vml\](?:--)?>([\s\S]*?)<!(?:--)?\[endif\](?:--)?>/gi, '$1');
}

interface Reference {
  key: string;
  /** Content id, without `cid:`. */
  cid: string | null;
  url: string;
}

/**
 * Null for a picture that stands in the text itself or elsewhere on the web. Outlook on the web has written `cid:` into `src` since
 * the end of 2025, before that an address in its own store, or no `src` at all, and `originalsrc` beside it.
 */
function referenceOf(tag: string): Reference | null {
  const src = attribute(tag, 'src');
  if (/^data:/i.test(src)) return null;
  const cid = contentIdIn(src) ?? contentIdIn(attribute(tag, 'originalsrc'));
  if (cid !== null) return { key: `cid:${cid.toLowerCase()}`, cid, url: src };
  return /^https:\/\/attachments[\w.-]*\.office(?:365)?\.(?:net|com)\//i.test(src) ? { key: src, cid: null, url: src } : null;
}

function attribute(tag: string, name: string): string {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag);
  return (found?.[1] ?? found?.[2] ?? found?.[3] ?? '').replaceAll('&amp;', '&').trim();
}

function contentIdIn(value: string): string | null {
  const found = /^cid:(.+)$/i.exec(value);
  return found?.[1] === undefined ? null : decoded(found[1]);
}

/** RFC 2392: a content id in an address is percent-encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reference → its file: by content id, by the attachment's id in the address, by name; the last one left to the last one left. */
function partsOf(references: readonly Reference[], parts: readonly DraftPart[]): Map<string, DraftPart> {
  const found = new Map<string, DraftPart>();
  for (const matches of [sameContentId, sameId, sameName]) {
    for (const reference of references) {
      const free = parts.filter((part) => ![...found.values()].includes(part));
      const fitting = found.has(reference.key) ? [] : free.filter((part) => matches(reference, part));
      // The same picture twice under one name, as after copying it in the text.
      const alike = fitting.every(({ contentBytes }) => contentBytes === fitting[0]?.contentBytes);
      if (alike && fitting[0]) found.set(reference.key, fitting[0]);
    }
  }
  const open = [...new Set(references.map(({ key }) => key))].filter((key) => !found.has(key));
  const left = parts.filter((part) => part.isInline && ![...found.values()].includes(part));
  if (open.length === 1 && left.length === 1 && open[0] !== undefined && left[0]) found.set(open[0], left[0]);
  return found;
}

function sameContentId({ cid }: Reference, { contentId }: DraftPart): boolean {
  return cid !== null && contentId !== null && cid.toLowerCase() === contentId.toLowerCase();
}

function sameId({ url }: Reference, { id }: DraftPart): boolean {
  const named = /[?&]id=([^&]+)/i.exec(url)?.[1];
  return named !== undefined && decoded(named).trim() === id;
}

/** Outlook for Windows names a picture `image001.png` and its content id `image001.png@01DB…`. */
function sameName({ cid }: Reference, { name, contentId }: DraftPart): boolean {
  if (cid === null || contentId !== null) return false;
  return [cid, cid.split('@')[0]].some((id) => id?.toLowerCase() === name.toLowerCase());
}

/** A picture that was in the text once and is no more: Outlook keeps it with the draft, and nobody would see it. */
function isLeftover({ isInline, contentBytes }: DraftPart): boolean {
  return isInline && pictureType(contentBytes) !== null;
}

/** By the first bytes, in base64: what every mail program shows. Null for all others. */
function pictureType(base64: string): string | null {
  if (base64.startsWith('iVBORw0KGgo')) return 'image/png';
  if (base64.startsWith('/9j/')) return 'image/jpeg';
  return base64.startsWith('R0lGOD') ? 'image/gif' : null;
}

function withSource(tag: string, src: string): string {
  const bare = tag.replace(/\s(?:src|originalsrc)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)/gi, '');
  return `${bare.slice(0, 4)} src="${src}"${bare.slice(4)}`;
}

function asFile({ name, contentType, contentBytes }: DraftPart): DraftFile {
  return { name, contentType, contentBytes };
}
