import { describe, expect, test } from '@jest/globals';
import { fieldName, inBraces, insertField, placeOf } from '../../../addin/office/insertField.ts';
import type { FakeWordOptions } from '../support/fakeWord.ts';
import { fakeWord } from '../support/fakeWord.ts';

async function inserted(name: string, platform: string, options: FakeWordOptions = {}) {
  const word = fakeWord(options);
  const answer = await insertField({ run: word.run, hasSet: word.hasSet, platform }, name);
  return { answer, done: word.state.done };
}

describe('a field is put at the cursor', () => {
  test('as a field of Word on Windows and Mac, and the cursor stands behind it', async () => {
    const { answer, done } = await inserted('First Name', 'PC');
    expect(answer).toEqual({ ok: true, as: 'field' });
    expect(done).toEqual(['MergeField "First Name" Replace false', 'cursor End']);
  });

  test('as a content control in Word on the web, which is left again before anybody types on', async () => {
    const { answer, done } = await inserted('First Name', 'OfficeOnline');
    expect(answer).toEqual({ ok: true, as: 'control' });
    expect(done).toEqual(['text {{First Name}} Replace', 'control', 'tag First Name', 'cursor After Start']);
  });

  test.each([
    ['a Word of 2016 has no fields to insert', 'PC', { set: '1.3' }, 'control'],
    ['a field that is refused becomes a control', 'Mac', { refuses: ['insertField'] }, 'control'],
    ['where no control can stand, the name in braces does', 'OfficeOnline', { refuses: ['insertContentControl'] }, 'text'],
    ['all refused but text', 'PC', { refuses: ['insertField', 'insertContentControl'] }, 'text'],
  ])('%s', async (_, platform, options, as) => {
    expect((await inserted('Name', platform, options)).answer).toEqual({ ok: true, as });
  });

  // Word carries out a batch up to the call that it refuses, and takes nothing back.
  test('a control that is refused does not leave the name there twice', async () => {
    const { answer, done } = await inserted('First Name', 'OfficeOnline', { refuses: ['insertContentControl'] });
    expect(answer).toEqual({ ok: true, as: 'text' });
    expect(done.filter((what) => what.startsWith('text'))).toEqual(['text {{First Name}} Replace']);
  });

  test('a control that is refused leaves nothing there that braces would misread', async () => {
    const { answer, done } = await inserted('# of seats', 'OfficeOnline', { refuses: ['insertContentControl'] });
    expect(answer).toEqual({ ok: false, detail: 'GeneralException insertContentControl' });
    expect(done).toEqual(['text «# of seats» Replace', 'delete']);
  });

  test('a control whose frame cannot be named is one all the same: its text is the field', async () => {
    const { answer, done } = await inserted('Name', 'OfficeOnline', { refuses: ['getRange'] });
    expect(answer).toEqual({ ok: true, as: 'control' });
    expect(done).toEqual(['text {{Name}} Replace', 'control', 'tag Name']);
  });

  test('a document that takes nothing says so in its own words', async () => {
    const { answer } = await inserted('Name', 'PC', { refuses: ['insertField', 'insertContentControl', 'insertText'] });
    expect(answer).toEqual({ ok: false, detail: 'GeneralException insertText' });
  });

  test('a heading too long for a control stands in braces', async () => {
    const long = 'A heading that goes on and on until nobody remembers how it began, and then some more';
    expect((await inserted(long, 'OfficeOnline')).done).toEqual([`text {{${long}}} Replace`, 'cursor End']);
  });

  test('a name that braces would misread stands in a control, as Word shows fields', async () => {
    expect((await inserted('# of seats', 'OfficeOnline')).done[0]).toBe('text «# of seats» Replace');
    const refused = await inserted('# of seats', 'OfficeOnline', { refuses: ['insertContentControl'] });
    expect(refused.answer.ok).toBe(false);
  });
});

test.each([
  ['', 'Replace'],
  ['Name here', 'Replace'],
  ['A line with its end\r', 'Replace'],
  ['Two\rparagraphs', 'End'],
  ['Two\vlines', 'End'],
  ['x'.repeat(201), 'End'],
])('with %j selected it goes to %s', (selected, place) => {
  expect(placeOf(selected)).toBe(place);
});

test.each([
  ['Name', 'Name'],
  ['Straße_1', 'Straße_1'],
  ['First Name', '"First Name"'],
  ['E-Mail', '"E-Mail"'],
  ['The "best" one', String.raw`"The \"best\" one"`],
  ['a\\b', String.raw`"a\\b"`],
])('the field code for %s is %s', (name, code) => {
  expect(fieldName(name)).toBe(code);
});

test.each([
  ['Name', '{{Name}}'],
  [' First Name ', '{{First Name}}'],
  ['Else where', '{{Else where}}'],
  ['No. #', '{{No. #}}'],
  ['else', null],
  ['else if old', null],
  ['#', null],
  ['A|B', null],
  ['{x}', null],
])('%j in braces is %j', (name, braces) => {
  expect(inBraces(name)).toBe(braces);
});
