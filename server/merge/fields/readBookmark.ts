/** SET and REF (ISO/IEC 29500-1 17.16.5.57 and .51): a text of the merge under a name. */
import { type FieldCode, plainWords, slotOf, wordText } from './fieldCode.ts';
import type { FieldMeaning, FieldNotes } from './fieldMeaning.ts';
import { readFormat, shownValue } from './formatField.ts';
import { withCurlyFields } from './readCondition.ts';
import type { MergeScope } from '../mergeScope.ts';
import { BOOKMARK_LENGTH_MAX, keepWithin } from '../messageLimit.ts';

/** `SET name "text"` shows nothing. */
export function readSet(code: FieldCode, notes: FieldNotes | undefined): FieldMeaning {
  const [name, ...written] = code.words;
  const words = written.map((word) => withCurlyFields(word, notes));
  const key = name === undefined ? '' : plainWords([name]).trim().toLowerCase();
  if (key === '') return { kind: 'drop', type: 'SET', said: false };
  const evaluate = (scope: MergeScope) => {
    const text = words.map((word) => wordText(word, scope)).join(' ');
    keepWithin(text.length, BOOKMARK_LENGTH_MAX);
    scope.bookmarks.set(key, text);
    return '';
  };
  return { kind: 'value', slot: slotOf(words, evaluate), name: 'SET', likeCode: false, unknownSwitches: [] };
}

/** `REF name`, or the name alone: what SET or ASK put down in this message. Null: a bookmark of the document, which is Word's. */
export function readReference(code: FieldCode, notes: FieldNotes | undefined): FieldMeaning | null {
  const word = code.type === 'REF' ? code.words[0] : code.head;
  const name = word === undefined ? '' : plainWords([word]).trim();
  const key = name.toLowerCase();
  if (key === '' || notes?.bookmarks?.has(key) !== true) return null;
  const evaluate = (scope: MergeScope) => scope.bookmarks.get(key) ?? '';
  return shownValue({ fields: [], evaluate }, name, readFormat(code, 'dfhnprtw'));
}
