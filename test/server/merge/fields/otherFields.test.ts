import { describe, expect, test } from '@jest/globals';
import { type FieldNotes, readField } from '../../../../server/merge/fields/evaluateField.ts';
import type { CodePiece } from '../../../../server/merge/fields/fieldCode.ts';
import { fieldSlot, type MergeScope, type Question, scopeOf, type Slot } from '../../../../server/merge/mergeScope.ts';

const asked = () => {
  const questions: Question[] = [];
  const notes: FieldNotes = {
    remark: () => undefined,
    ask: (question) => questions.push(question),
    bookmarks: new Set(['client']),
  };
  return { questions, notes };
};

function slotOf(code: CodePiece[], notes?: FieldNotes): Slot {
  const meaning = readField(code, notes);
  if (meaning.kind !== 'value' && meaning.kind !== 'quote') throw new Error(meaning.kind);
  return meaning.slot;
}

const shown = (code: string | CodePiece[], more: Partial<MergeScope> = {}, value = '') =>
  slotOf(typeof code === 'string' ? [code] : code, asked().notes).evaluate(scopeOf(() => value, more));

describe('numbers of the merge and the clock', () => {
  const now = '2026-11-05T15:30:00';
  test.each<[string, Partial<MergeScope>, string]>([
    ['MERGEREC', { record: 12 }, '12'],
    ['MERGESEQ', { sequence: 3 }, '3'],
    ['MERGEREC \\# 000', { record: 12 }, '012'],
    ['MERGESEQ \\* Ordinal', { sequence: 3 }, '3rd'],
    ['MERGESEQ \\* roman', { sequence: 3 }, 'iii'],
    ['DATE', { now }, '11/5/2026'],
    ['DATE', { now, locale: 'de-DE' }, '05.11.2026'],
    ['DATE', { now, locale: 'en-GB' }, '05/11/2026'],
    ['DATE \\@ "d MMMM yyyy"', { now, locale: 'fr-FR' }, '5 novembre 2026'],
    ['DATE \\@ "dddd" \\* Upper', { now }, 'THURSDAY'],
    ['TIME', { now }, '3:30 PM'],
    ['TIME', { now, locale: 'de-DE' }, '15:30'],
    ['TIME \\@ "HH:mm"', { now }, '15:30'],
  ])('%s with %j is %s', (code, more, expected) => {
    expect(shown(code, more)).toBe(expected);
  });

  test('a date of the merge can be compared', () => {
    const date = slotOf(['DATE']);
    const meaning = readField(['IF ', date, ' > "11/1/2026" "late" "early"']);
    expect(meaning.kind === 'choice' && meaning.slot.evaluate(scopeOf(() => '', { now }))).toBe('late');
  });
});

describe('SET and REF', () => {
  test('a text is put down and shown later, in the same message only', () => {
    const scope = scopeOf((name) => name);
    const set = slotOf(['SET Client "', fieldSlot('Name'), ' & Co"']);
    const { notes } = asked();
    expect(set.fields).toEqual(['Name']);
    expect(set.evaluate(scope)).toBe('');
    expect(slotOf(['REF client \\* Upper \\h'], notes).evaluate(scope)).toBe('NAME & CO');
    expect(slotOf(['CLIENT'], notes).evaluate(scope)).toBe('Name & Co');
    expect(slotOf(['Client \\* Lower'], notes).evaluate(scope)).toBe('name & co');
    expect(slotOf(['REF Client'], notes).evaluate(scopeOf((name) => name))).toBe('');
  });

  test('a bookmark of the document stays with Word', () => {
    expect(readField(['REF _Ref123 \\h'], asked().notes)).toEqual({ kind: 'keep', type: 'REF', said: false });
    expect(readField(['REF Client'])).toEqual({ kind: 'keep', type: 'REF', said: false });
    expect(readField(['_Ref123'], asked().notes).kind).toBe('keep');
  });
});

describe('ASK and FILLIN', () => {
  test('a question is asked with its default', () => {
    const { questions, notes } = asked();
    readField(['ASK Client "Who is it?" \\d "Nobody" \\o'], notes);
    readField(['FILLIN "Which day?" \\d Monday'], notes);
    readField(['FILLIN \\o "No default?"'], notes);
    readField(['ASK Client'], notes);
    expect(questions).toEqual([
      { key: 'Client', prompt: 'Who is it?', standard: 'Nobody' },
      { key: 'Which day?', prompt: 'Which day?', standard: 'Monday' },
      { key: 'No default?', prompt: 'No default?', standard: '' },
      { key: 'Client', prompt: 'Client', standard: '' },
    ]);
  });

  test.each<[string | undefined, string]>([
    ['Friday', 'FRIDAY'],
    ['', ''],
    [undefined, 'MONDAY'],
  ])('FILLIN answered with %j shows %j', (answer, expected) => {
    expect(shown('FILLIN "Which day?" \\d "Monday" \\* Upper', { answer: () => answer })).toBe(expected);
  });

  test('ASK shows nothing; its answer is a bookmark', () => {
    const scope = scopeOf(() => '', { answer: (key) => (key === 'Client' ? 'Ada' : undefined) });
    expect(slotOf(['ASK Client "Who?"']).evaluate(scope)).toBe('');
    expect(slotOf(['REF Client'], asked().notes).evaluate(scope)).toBe('Ada');
  });

  test('a default may be a value of the row', () => {
    expect(shown(['FILLIN "Which day?" \\d "', fieldSlot('Day'), '"'], {}, 'Sunday')).toBe('Sunday');
  });
});

describe('QUOTE', () => {
  test.each([
    ['QUOTE "some text"', 'some text'],
    ['QUOTE 65', 'A'],
    ['QUOTE "65"', '65'],
    ['QUOTE 0x20AC', '€'],
    ['QUOTE 34 "x" 34', '" x "'],
    ['QUOTE "2026-11-05" \\@ "d MMMM"', '5 November'],
    ['QUOTE "for {{Name}}"', 'for Ada'],
  ])('%s is %s', (code, expected) => {
    expect(shown(code, {}, 'Ada')).toBe(expected);
  });

  test('its text can keep its look', () => {
    expect(readField(['QUOTE "abc"'])).toMatchObject({
      kind: 'quote',
      span: { from: { piece: 0, at: 7 }, to: { piece: 0, at: 10 } },
    });
  });
});

describe('HYPERLINK', () => {
  const id = fieldSlot('Id');
  test.each<[CodePiece[], CodePiece[], string | null]>([
    [['HYPERLINK https://example.com/'], ['https://example.com/'], null],
    [['HYPERLINK \\n "https://example.com/"'], ['https://example.com/'], null],
    [['HYPERLINK \\o "tip" "https://example.com/"'], ['https://example.com/'], 'tip'],
    [['HYPERLINK "https://example.com/" \\t "_blank"'], ['https://example.com/'], null],
    [['HYPERLINK "https://example.com/" \\l "a', id, '"'], ['https://example.com/', '#a', id], null],
    [['HYPERLINK "', id, '"'], [id], null],
    [['HYPERLINK \\l "here"'], [], null],
  ])('%j', (code, parts, tip) => {
    expect(readField(code)).toEqual({ kind: 'link', parts, tip });
  });
});

describe('merge fields', () => {
  test('a plain field is only its value', () => {
    const slot = slotOf(['MERGEFIELD Name']);
    expect(slot).toMatchObject({ fields: ['Name'] });
    expect(slot.optional).toBeUndefined();
    expect(slot.exact?.(scopeOf(() => '', { exact: () => '5' }))).toBe('5');
  });

  test('a field with texts around it may be empty; these may hold fields and keep their letter case', () => {
    const slot = slotOf(['MERGEFIELD Street \\b "c/o ', fieldSlot('Host'), ' " \\f ", " \\* Upper']);
    expect(slot).toMatchObject({ fields: ['Street', 'Host'], optional: ['Street', 'Host'] });
    expect(slot.evaluate(scopeOf((name) => name))).toBe('c/o Host STREET, ');
  });

  test.each<[string, string, Partial<MergeScope>, string]>([
    ['\\* CardText', '25', {}, 'twenty-five'],
    ['\\* CardText \\* Caps', '125', {}, 'One Hundred Twenty-Five'],
    ['\\* DollarText \\* Upper', '$14.55', {}, 'FOURTEEN AND 55/100'],
    ['\\* DollarText', '14.6', { exact: () => '14.55' }, 'fourteen and 55/100'],
    ['\\* CardText', '25', { locale: 'de-DE' }, 'fünfundzwanzig'],
    ['\\* CardText', '25', { locale: 'fr-FR' }, '25'],
    ['\\* CardText', 'many', {}, 'many'],
    ['\\* Roman', '4', {}, 'IV'],
    ['\\* roman \\* MERGEFORMAT', '4', {}, 'iv'],
    ['\\* Arabic', '4', {}, '4'],
    ['\\* Ordinal', '2', { locale: 'de-DE' }, '2.'],
    ['\\# 0 \\* CardText', '4.6', {}, 'five'],
    ['\\* Upper', 'izmir', { locale: 'tr-TR' }, 'İZMİR'],
    ['\\# #.##0,00', '1.234,5', { locale: 'de-DE' }, '1.234,50'],
    ['\\@ "d. MMMM"', '5.3.2026', { locale: 'de-DE' }, '5. März'],
  ])('%s with %s', (switches, value, more, expected) => {
    expect(shown(`MERGEFIELD x ${switches}`, more, value)).toBe(expected);
  });

  test.each([
    ['CardText', ['x']],
    ['Ordinal', []],
  ])('whether numbers become words is told: %s', (style, told) => {
    const spelled: string[] = [];
    const notes: FieldNotes = { remark: () => undefined, ask: () => undefined, spells: (field) => spelled.push(field) };
    readField([`MERGEFIELD x \\* ${style}`], notes);
    expect(spelled).toEqual(told);
  });
});
