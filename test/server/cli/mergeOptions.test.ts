/** What is typed becomes settings, or one sentence that says what is wrong and how it is written. */
import { describe, expect, test } from '@jest/globals';
import { PLAIN_MERGE } from '../../../shared/api/mergeSettings.ts';
import { type MergeOptions, readMergeOptions } from '../../../server/cli/mergeOptions.ts';
import { readFilter } from '../../../server/cli/readFilter.ts';

const HEADERS = ['First Name', 'First', 'City', 'Amount', 'a=b', 'Due: date'];
const FIELDS = ['First_Name', 'Sum', 'x=y'];
const questions = [{ key: 'q1', prompt: 'Which season?', standard: '' }];

function read(typed: Partial<MergeOptions>) {
  const options = { template: 'letter.docx', data: 'list.csv', ...typed };
  return readMergeOptions(options, FIELDS, { questions }, HEADERS);
}

const settingsOf = (typed: Partial<MergeOptions>) => {
  const understood = read(typed);
  return understood.ok ? understood.value : understood.text;
};

test('nothing typed, nothing changed', () => {
  expect(settingsOf({})).toEqual({ settings: PLAIN_MERGE, policies: {}, columns: {} });
});

describe('settings', () => {
  test.each<[Partial<MergeOptions>, object]>([
    [{ locale: 'de_de' }, { locale: 'de-DE' }],
    [{ groupBy: 'first_name' }, { groupBy: 'First Name' }],
    [{ order: 'amount:DESC' }, { order: { column: 'Amount', descending: true } }],
    [{ order: 'Due: date' }, { order: { column: 'Due: date', descending: false } }],
    [{ duplicates: 'first' }, { duplicates: 'first' }],
    [
      { docx: true, letterhead: true },
      { document: { name: 'letter' }, letterhead: true },
    ],
    [{ answer: ['which season?=spring = warm', 'q1=autumn'] }, { answers: { q1: 'autumn' } }],
    [{ policy: 'drop-line' }, { policy: 'drop-line' }],
    [{ policy: 'default' }, { policy: 'block' }],
    [{ default: '–' }, { policy: { default: '–' } }],
    [{ policy: 'default', default: '–' }, { policy: { default: '–' } }],
  ])('%j', (typed, expected) => {
    expect(settingsOf(typed)).toMatchObject({ settings: expected });
  });

  test('policies and columns of single fields', () => {
    expect(settingsOf({ fieldPolicy: ['sum=default:a=b', 'First Name=drop-line'] })).toMatchObject({
      policies: { Sum: { default: 'a=b' }, First_Name: 'drop-line' },
    });
    expect(settingsOf({ column: ['Sum=amount', 'x=y=a=b', 'First Name='] })).toMatchObject({
      columns: { Sum: 'Amount', 'x=y': 'a=b', First_Name: '' },
    });
  });
});

describe('what cannot be understood is said with the next step', () => {
  test.each<[Partial<MergeOptions>, RegExp]>([
    [{ locale: 'german!' }, /^--locale: «german!» is no language this program knows\. Write it like de-DE/],
    [{ groupBy: 'Team' }, /^--group-by: There is no column «Team»\. The list has «First Name»/],
    [{ order: 'Team:desc' }, /^--order: There is no column «Team»/],
    [{ filter: ['Team is red'] }, /^--filter: «Team is red» is not understood\. Write a column, then is, is not/],
    [{ filter: ['City is'] }, /^--filter: «City is» is not understood/],
    [{ policy: 'skip' }, /^--policy: «skip» is none of block, default, empty and drop-line/],
    [{ policy: 'empty', default: 'x' }, /^--default goes with --policy default, not with --policy empty/],
    [{ fieldPolicy: ['Sum=maybe'] }, /^--field-policy: «Sum=maybe» must be like Amount=block/],
    [{ fieldPolicy: ['Total=empty'] }, /^--field-policy: The letter has no field «Total»\. It has «First_Name», «Sum»/],
    [{ column: ['Sum'] }, /^--column: «Sum» must be like Field=Column/],
    [{ column: ['Sum=Total'] }, /^--column: There is no column «Total»/],
    [{ column: ['Total=Amount'] }, /^--column: The letter has no field «Total»/],
    [{ answer: ['What?=x'] }, /^--answer: «What\?=x» must be like "Question=Answer"\. The letter asks «Which season\?»/],
    [{ duplicates: 'both' }, /^--duplicates: «both» is neither send nor first/],
  ])('%j', (typed, text) => {
    expect(settingsOf(typed)).toMatch(text);
  });
});

describe('filters', () => {
  test.each([
    ['City is Berlin', { column: 'City', test: 'is', value: 'Berlin' }],
    ['first name is Ada', { column: 'First Name', test: 'is', value: 'Ada' }],
    ['First is "not sure "', { column: 'First', test: 'is', value: 'not sure ' }],
    ['City = Berlin', { column: 'City', test: 'is', value: 'Berlin' }],
    ['City is not Berlin', { column: 'City', test: 'is-not', value: 'Berlin' }],
    ['City != Berlin', { column: 'City', test: 'is-not', value: 'Berlin' }],
    ['City is nothing', { column: 'City', test: 'is', value: 'nothing' }],
    ['City contains er', { column: 'City', test: 'contains', value: 'er' }],
    ['City contains not er', { column: 'City', test: 'contains-not', value: 'er' }],
    ['City is empty', { column: 'City', test: 'empty' }],
    ['City is not empty', { column: 'City', test: 'filled' }],
    ['City filled', { column: 'City', test: 'filled' }],
    ['Amount<5', { column: 'Amount', test: 'less', value: '5' }],
    ['Amount more than -5', { column: 'Amount', test: 'more', value: '-5' }],
    ['a=b = c', { column: 'a=b', test: 'is', value: 'c' }],
    ['Amount >= 5', null],
    ['Cityis Berlin', null],
    ['City', null],
  ])('%s', (text, expected) => {
    expect(readFilter(text, HEADERS)).toEqual(expected);
  });
});
