import { expect, test } from '@jest/globals';
import { mergeName } from '../../../shared/merge/mergeName.ts';

test.each([
  ['Spring letter.docx', 'Spring letter'],
  ['2026.11 people.xlsx', '2026.11 people'],
  ['A mail about all.', 'A mail about all.'],
  ['Version 1.2.final2', 'Version 1.2.final2'],
  [' .docx', ''],
  [`${'x'.repeat(300)}.csv`, 'x'.repeat(200)],
])('%s makes %s', (file, name) => {
  expect(mergeName(file)).toBe(name);
});
