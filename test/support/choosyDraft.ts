/** A draft that uses every choice there is about rows, letter and list. */
import type { Campaign } from '../../shared/api/campaigns.ts';
import { letter, list, readyDraft } from './fakeData.ts';

export const choosyDraft: Campaign = {
  ...readyDraft,
  letter: {
    ...letter,
    letterhead: 'offered',
    questions: [
      { key: 'Deadline', prompt: 'Until when should they answer?', standard: 'Friday' },
      { key: 'Signature', prompt: 'Who signs?', standard: '' },
    ],
  },
  list: {
    ...list,
    name: 'Kunden 2026.csv',
    kind: 'csv',
    sheet: null,
    sheets: [],
    headerRow: 3,
    firstLines: [['Kunden 2026', '', ''], [], list.headers, ...list.firstRows.slice(0, 3)],
    encoding: { label: 'windows-1252', guessed: true },
    delimiter: ';',
  },
  merge: {
    ...readyDraft.merge,
    groupBy: 'E-Mail',
    duplicates: 'first',
    order: { column: 'Company', descending: true },
    filters: [
      { column: 'Company', test: 'contains', value: 'Northwind' },
      { column: 'E-Mail', test: 'filled' },
    ],
    document: { name: 'Invoice {{Number}}' },
    locale: 'de-DE',
  },
  fieldPolicies: { Contact: { default: 'our team' }, Due_Date: 'drop-line' },
  check: {
    ...readyDraft.check,
    left: { filtered: 12, duplicates: 3, skipIf: 1 },
    unusedColumns: ['Phone', 'Customer number'],
  },
};
