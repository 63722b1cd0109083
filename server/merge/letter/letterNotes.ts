/** What is gathered while a letter is read: remarks, questions, pictures. All its parts gather in one place. */
import type { Remark } from '../../../shared/api/campaigns.ts';
import type { LetterImage } from '../compiledLetter.ts';
import type { MergeNotes, Question } from '../mergeScope.ts';
import type { WordPackage } from '../ooxml/openPackage.ts';
import { letterImage } from './embedPicture.ts';

export type LetterNotes = MergeNotes & {
  remarks: Remark[];
  questions: Question[];
  images: LetterImage[];
  /** Lists of headings, each list with those that mean the same. */
  usual: (readonly string[])[];
  /** Fields that write numbers as words. */
  spelled: string[];
  /** Content id of a picture of the package, or null where mail programs could not show it. A picture travels once. */
  picture: (opened: WordPackage, part: string) => string | null;
};

export function letterNotes(): LetterNotes {
  const said = new Set<string>();
  const asked = new Set<string>();
  const pictures = new Map<string, string | null>();
  const notes: LetterNotes = {
    remarks: [],
    questions: [],
    images: [],
    usual: [],
    spelled: [],
    remark(code, text, field) {
      if (said.has(`${code} ${text}`)) return;
      said.add(`${code} ${text}`);
      notes.remarks.push(field === undefined ? { code, text } : { code, text, field });
    },
    ask(question) {
      if (asked.has(question.key)) return;
      asked.add(question.key);
      notes.questions.push(question);
    },
    looksFor(headings) {
      notes.usual.push(headings);
    },
    spells(field) {
      if (!notes.spelled.includes(field)) notes.spelled.push(field);
    },
    picture(opened, part) {
      const known = pictures.get(part);
      if (known !== undefined) return known;
      const bytes = opened.bytes(part);
      const image = bytes === undefined ? null : letterImage(bytes, notes.images.length + 1);
      if (image !== null) notes.images.push(image);
      pictures.set(part, image?.contentId ?? null);
      return image?.contentId ?? null;
    },
  };
  return notes;
}
