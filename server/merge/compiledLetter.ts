/** A letter, read once: what it needs, what it cannot carry, and how to make a message of it. */
import type { Remark } from '../../shared/api/campaigns.ts';
import type { MergeScope, Question, Test } from './mergeScope.ts';

/** A picture that the HTML shows as `cid:<contentId>`. */
export type LetterImage = { contentId: string; contentType: string; name: string; bytes: Uint8Array };

export type FieldPlace = 'text' | 'table' | 'text box' | 'link' | 'note' | 'header' | 'footer' | 'subject' | 'condition';

/** What a letter has none of. */
export const NOTHING_MORE: Omit<CompiledLetter, 'fields' | 'remarks' | 'images' | 'render'> = {
  places: [],
  optional: [],
  controls: [],
  asideFields: [],
  questions: [],
  usual: [],
  spelled: [],
  skips: null,
  repeats: false,
  letterhead: 'none',
  language: null,
  decimalMark: null,
  document: null,
};

export type CompiledLetter = {
  /** Field names in order of appearance, each once; a message needs a value for each. */
  fields: string[];
  /** Where each field stands, in the same order; a field that stands in several kinds of places has several entries. */
  places: { field: string; where: FieldPlace }[];
  /** Of `fields`, those that may be empty: every place of theirs has a text of its own for that (`| default: "…"`). */
  optional: string[];
  /** Content controls: tag, then title. Filled where one of the names has a column, else left as they are in the letter. */
  controls: { names: string[] }[];
  /** Fields that only header and footer have while these are not part of the mail; no mail needs a value for them. */
  asideFields: string[];
  questions: Question[];
  /** Headings that GREETINGLINE and ADDRESSBLOCK look for: of each list they take the first that is a column. */
  usual: (readonly string[])[];
  /** Fields whose numbers are written as words. */
  spelled: string[];
  /** What the letter holds that the mail cannot. */
  remarks: Remark[];
  images: LetterImage[];
  /** Where it holds the row gets no message (SKIPIF). */
  skips: Test | null;
  /** It has a part that repeats for each row of a message. */
  repeats: boolean;
  /** Header or footer: the letter has none, they could be carried into the mail, or they are. */
  letterhead: 'none' | 'offered' | 'carried';
  /** BCP 47, or null where the letter does not say. */
  language: string | null;
  /** What the fields of the letter took for a decimal mark where it was written (w:decimalSymbol), or null where it does not say. */
  decimalMark: string | null;
  /** `htmlAlone`: nobody will read the plain text, it stays empty. */
  render: (scope: MergeScope, htmlAlone?: boolean) => { html: string; text: string };
  /** The merged Word document (.docx); null for letters that are no Word documents. */
  document: ((scope: MergeScope) => Uint8Array) | null;
};
