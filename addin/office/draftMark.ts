/**
 * Which draft was read and what it said, as three short marks, and how what is open now stands to it. A new mail has no id before
 * Outlook saved it, and the subject is what people know their drafts by.
 */
import type { LetterNews } from './letterSource.ts';
import { markOf } from './watchDocument.ts';

export interface DraftMark {
  /** Of subject, text and attachments: differs where one of them changed. */
  text: string;
  /** Of Outlook's id; empty where there is none yet. */
  id: string;
  subject: string;
}

/** Whether another item may have come beside the pane since the reading: no; yes; nobody watched, as the pane was closed meanwhile. */
export type Moved = 'no' | 'yes' | 'unwatched';

export function draftMark(draft: { subject: string; html: string; files: string[][]; id: string | null }): DraftMark {
  const { subject, html, files, id } = draft;
  return { text: markOf(JSON.stringify([subject, html, files])), id: id === null ? '' : markOf(id), subject: markOf(subject) };
}

export function writeMark({ text, id, subject }: DraftMark): string {
  return [text, id, subject].join(' ');
}

export function readMark(written: string): DraftMark {
  const [text = '', id = '', subject = ''] = written.split(' ');
  return { text, id, subject };
}

export function draftNews(read: DraftMark, now: DraftMark, moved: Moved): LetterNews['kind'] {
  if (read.text === now.text) return 'same';
  if (moved === 'no') return 'changed';
  if (read.id !== '' && now.id !== '') return read.id === now.id ? 'changed' : 'another';
  return moved === 'yes' || read.subject !== now.subject ? 'another' : 'changed';
}
