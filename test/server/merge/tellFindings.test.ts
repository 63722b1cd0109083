import { describe, expect, test } from '@jest/globals';
import { type FieldPolicy, PLAIN_MERGE } from '../../../shared/api/mergeSettings.ts';
import { guessAddressColumn, matchColumns } from '../../../shared/merge/fieldNames.ts';
import { analyse, type Analysis } from '../../../server/merge/analyse.ts';
import { readList } from '../../../server/merge/lists/readList.ts';
import { compileSubject } from '../../../server/merge/compileSubject.ts';
import { compiled } from '../../support/mergeRow.ts';

function check(
  csv: string,
  html: string,
  subject = '',
  policies: Record<string, FieldPolicy> = {},
  column?: string | null,
): Analysis {
  const read = readList(Buffer.from(csv), 'x.csv');
  if (!read.ok) throw new Error(read.text);
  const [letter, line] = [compiled({ kind: 'html', html }), compileSubject(subject)];
  const columns = matchColumns([...letter.fields, ...line.fields], read.value.headers);
  const address = column === undefined ? guessAddressColumn(read.value.headers, read.value.rows) : column;
  return analyse(letter, line, read.value, columns, address, policies, PLAIN_MERGE, read.remarks);
}

const texts = (found: { text: string }[]) => found.map(({ text }) => text);

describe('what stops the start', () => {
  const list = 'Email,Name,Amount\na@x.de,Ada,1\nb@x.de,,\nc@x.de,Cy,\nnobody,,\n';

  test('nothing', () => {
    expect(check('Email,Name\na@x.de,Ada\n', 'Hi {{Name}}', '{{name}}')).toMatchObject({
      messages: 1,
      skipped: 0,
      blockers: [],
      warnings: [],
    });
  });

  test('empty values, by field, with count and rows; rows without an address do not count', () => {
    expect(texts(check(list, '{{Name}} {{Amount}}').blockers)).toEqual([
      '1 row has nothing in «Name»: row 2.',
      '2 rows have nothing in «Amount»: rows 2, 3.',
    ]);
  });

  test('empty values that may be empty do not', () => {
    expect(check(list, '{{Name}} {{Amount}}', '', { amount: 'empty', Name: 'empty' }).blockers).toEqual([]);
  });

  test('a field without a column, in the letter or the subject', () => {
    expect(check(list, '{{Zip}}', '{{Zap}}').blockers.map((remark) => [remark.code, remark.field])).toEqual([
      ['FIELD_UNMATCHED', 'Zip'],
      ['FIELD_UNMATCHED', 'Zap'],
    ]);
  });

  test.each([
    ['no address column', null, 'No column holds the addresses yet. Choose it.'],
    ['one that is not there', 'Mail', 'The list has no column «Mail». Choose the one with the addresses.'],
    [
      'one without a usable address',
      'Name',
      'No row has a usable address in «Name». Choose another column, or correct the list.',
    ],
  ])('%s', (_, column, text) => {
    expect(texts(check(list, 'Hi', '', {}, column).blockers)).toEqual([text]);
  });

  test('an error value of the sheet in a column that is used', () => {
    const found = check('Email,Sum,Other\na@x.de,#DIV/0!,#N/A\n', '{{Sum}}');
    expect(texts(found.blockers)).toEqual(['1 row shows an error instead of a value in «Sum»: row 1.']);
  });
});

describe('what deserves a look', () => {
  test('rows that are skipped, addresses that occur twice, remarks of letter and list', () => {
    const found = check('Email,Email\na@x.de,1\nA@X.DE,2\nnobody,3\n,4\n', '<script>x</script>Hi');
    expect([found.messages, found.skipped]).toEqual([2, 2]);
    expect(found.warnings.map(({ code, row }) => [code, row])).toEqual([
      ['HTML_LEFT_OUT', undefined],
      ['ADDRESS_REPEATED', 2],
      ['ADDRESS_INVALID', 3],
      ['ADDRESS_EMPTY', 4],
      ['COLUMN_REPEATED', undefined],
    ]);
  });

  test('a blank line of the file is no row of the list', () => {
    const found = check('Email\na@x.de\n\nb\nc@x.de\n', 'Hi');
    expect(found.warnings.flatMap(({ code, row }) => (row === undefined ? [] : [[code, row]]))).toEqual([['ADDRESS_INVALID', 2]]);
    expect([found.messages, found.skipped]).toEqual([2, 1]);
  });

  test('at most 200 are listed, the rest is counted', () => {
    const found = check(`Email\n${'nobody\n'.repeat(500)}a@x.de\n`, 'Hi');
    expect(found.warnings).toHaveLength(200);
    expect(found.warnings.at(-1)?.text).toBe('301 more findings of the same kinds.');
  });
});
