/** What the pane remembers between openings: localStorage under a prefix, or memory where the browser forbids it. */
export interface PaneStorage {
  /** What was written under that name, or null; another version may have written it, so look before use. */
  read: (name: string) => unknown;
  write: (name: string, value: unknown) => void;
  forget: (name: string) => void;
}

/** The draft somebody is working on and the step they are at: enough to be there again after the pane was closed. */
export interface RememberedDraft {
  id: string;
  step: string;
}
export const DRAFT_MEMORY = 'draft';
export const SHOWN_MEMORY = 'shown';
/** A subject that was typed and has not reached the server yet. */
export interface RememberedSubject {
  id: string;
  text: string;
}
export const SUBJECT_MEMORY = 'subject';
/** A time to send at that was chosen for a draft and is not scheduled yet. */
export interface RememberedStart {
  id: string;
  date: string;
  time: string;
}
export const START_MEMORY = 'start';
/** What was read of the open document or draft for a letter, and when: enough to tell later whether it is still the same. */
export interface RememberedLetter {
  id: string;
  mark: string | null;
  at: number;
  /** Subject and files (by name) that a mail's draft brought along; null for a document. */
  brought: { subject: string; files: string[] } | null;
}
export const LETTER_MEMORY = 'letter';

/** `prefix` is Office's partition key: without it, storage of one site may be shared or lost on Office on the web. */
export function createPaneStorage(open: () => Storage, prefix: string): PaneStorage {
  /** What the storage did not take; all else is read from there, because another pane may have written it anew. */
  const memory = new Map<string, string>();
  const storage = usable(open);
  const keyOf = (name: string) => `${prefix}mergepost.${name}`;
  return {
    read(name) {
      const text = memory.get(name) ?? storage?.getItem(keyOf(name)) ?? null;
      return text === null ? null : parse(text);
    },
    write(name, value) {
      const text = JSON.stringify(value);
      memory.delete(name);
      // A full or forbidden storage costs only the memory across openings.
      if (!storage || !attempt(() => storage.setItem(keyOf(name), text))) memory.set(name, text);
    },
    forget(name) {
      memory.delete(name);
      attempt(() => storage?.removeItem(keyOf(name)));
    },
  };
}

/** Reading `window.localStorage` alone throws where third-party storage is blocked. */
function usable(open: () => Storage): Storage | null {
  try {
    return open();
  } catch {
    return null;
  }
}

function attempt(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
