import { describe, expect, test } from '@jest/globals';
import { groupRemarks } from '../../../addin/merge/findings.ts';

describe('findings are grouped by what there is to do', () => {
  test('rows with the same trouble become one finding', () => {
    const found = groupRemarks([
      { code: 'ADDRESS_EMPTY', text: 'Row 4 has no address.', row: 4, column: 'E-Mail' },
      { code: 'ADDRESS_INVALID', text: 'Row 5 …', row: 5, column: 'E-Mail' },
      { code: 'ADDRESS_EMPTY', text: 'Row 9 has no address.', row: 9, column: 'E-Mail' },
    ]);
    expect(found.map(({ code, rows }) => [code, rows])).toEqual([
      ['ADDRESS_EMPTY', [4, 9]],
      ['ADDRESS_INVALID', [5]],
    ]);
  });

  test('fields without a column are settled together, empty values field by field', () => {
    const found = groupRemarks([
      { code: 'FIELD_UNMATCHED', text: 'a', field: 'Amount' },
      { code: 'FIELD_UNMATCHED', text: 'b', field: 'Due' },
      { code: 'VALUE_EMPTY', text: 'c', field: 'Phone', column: 'Phone', row: 4 },
      { code: 'VALUE_EMPTY', text: 'd', field: 'Fax', column: 'Fax', row: 4 },
    ]);
    expect(found.map(({ code, fields }) => [code, fields])).toEqual([
      ['FIELD_UNMATCHED', ['Amount', 'Due']],
      ['VALUE_EMPTY', ['Phone']],
      ['VALUE_EMPTY', ['Fax']],
    ]);
  });

  test('different sentences about the whole letter stay apart', () => {
    const found = groupRemarks([
      { code: 'TEXT_BOX', text: 'The first text box …' },
      { code: 'TEXT_BOX', text: 'The second text box …' },
    ]);
    expect(found).toHaveLength(2);
  });
});
