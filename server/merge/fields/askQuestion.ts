/** ASK and FILLIN (ISO/IEC 29500-1 17.16.5.3 and .18): asked once before the merge; without an answer the default of `\d` holds. */
import { allOperands, type CodeWord, type FieldCode, plainWords, slotOf, switchWords, wordText } from './fieldCode.ts';
import type { FieldMeaning, FieldNotes } from './fieldMeaning.ts';
import { readFormat, shownValue } from './formatField.ts';
import { withCurlyFields } from './readCondition.ts';
import type { MergeScope } from '../mergeScope.ts';
import { BOOKMARK_LENGTH_MAX, keepWithin } from '../messageLimit.ts';

/** `ASK name "prompt" \d "default" \o` shows nothing; its answer is what REF name shows. */
export function readAsk(code: FieldCode, notes: FieldNotes | undefined): FieldMeaning {
  const [name, ...prompt] = allOperands(code, 'o');
  const key = name === undefined ? '' : plainWords([name]).trim();
  if (key === '') return { kind: 'drop', type: 'ASK', said: true };
  const standard = standardOf(code, notes);
  ask(key, plainWords(prompt), standard, notes);
  const answered = answerReader(key, standard);
  const evaluate = (scope: MergeScope) => {
    const text = answered(scope);
    keepWithin(text.length, BOOKMARK_LENGTH_MAX);
    scope.bookmarks.set(key.toLowerCase(), text);
    return '';
  };
  return { kind: 'value', slot: slotOf([standard], evaluate), name: 'ASK', likeCode: false, unknownSwitches: [] };
}

/** `FILLIN "prompt" \d "default" \o` shows the answer. */
export function readFillIn(code: FieldCode, notes: FieldNotes | undefined): FieldMeaning {
  const prompt = plainWords(allOperands(code, 'o')).trim();
  const key = prompt === '' ? 'FILLIN' : prompt;
  const standard = standardOf(code, notes);
  ask(key, prompt, standard, notes);
  return shownValue(slotOf([standard], answerReader(key, standard)), 'FILLIN', readFormat(code, 'do'));
}

function standardOf(code: FieldCode, notes: FieldNotes | undefined): CodeWord | undefined {
  const word = switchWords(code, 'd')?.[0];
  return word === undefined ? undefined : withCurlyFields(word, notes);
}

function ask(key: string, prompt: string, standard: CodeWord | undefined, notes: FieldNotes | undefined): void {
  notes?.ask({
    key,
    prompt: prompt.trim() === '' ? key : prompt,
    standard: standard === undefined ? '' : plainWords([standard]),
  });
}

function answerReader(key: string, standard: CodeWord | undefined): (scope: MergeScope) => string {
  return (scope) => scope.answer(key) ?? wordText(standard, scope);
}
