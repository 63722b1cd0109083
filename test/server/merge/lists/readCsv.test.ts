import { describe, expect, test } from '@jest/globals';
import { guessAddressColumn } from '../../../../shared/merge/fieldNames.ts';
import type { ListReading } from '../../../../shared/api/mergeSettings.ts';
import type { ListTable } from '../../../../server/merge/lists/listTable.ts';
import { readList } from '../../../../server/merge/lists/readList.ts';
import { cpuTime } from '../../../support/cpuTime.ts';

type Taken = ListTable & { remarks: string[] };

function taken(content: string | Uint8Array, reading: ListReading = {}): Taken {
  const read = readList(typeof content === 'string' ? Buffer.from(content) : content, 'list.csv', reading);
  if (!read.ok) throw new Error(read.text);
  return { ...read.value, remarks: read.remarks.map(({ code, row }) => `${code}${row === undefined ? '' : ` ${row}`}`) };
}

function refused(content: string, reading: ListReading = {}, name = 'list.csv'): string {
  const read = readList(Buffer.from(content), name, reading);
  return read.ok ? 'taken' : read.text;
}

const grid = ({ headers, rows }: ListTable) => [headers, ...rows];

describe('delimiters', () => {
  test.each([
    ['a bar', 'a|b\n1|2', '|'],
    ['a semicolon among decimal commas', 'a;b\n1,5;2,5\n3,5;4,5', ';'],
    ['a tab among commas', 'Last, First\tMail\nPoe, Ada\ta@b.de', '\t'],
    ['below a title', 'Members 2027\na;b;c\n1;2;3', ';'],
    ['none', 'Email\na@b.de', ','],
  ])('%s is found', (_, content, delimiter) => {
    expect(taken(content).delimiter).toBe(delimiter);
  });

  test('by choice, also against the line that names one', () => {
    expect(grid(taken('sep=;\na:b\n1:2', { delimiter: ':' }))).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(refused('a\n1', { delimiter: '"' })).toMatch(/Choose a comma/);
  });
});

describe('quotes', () => {
  test.each([
    ['blanks behind a closing quote', 'a,b\n"1" ,2', ['1', '2']],
    ['a quote inside of a cell', 'a,b\n5" pipe,2', ['5" pipe', '2']],
    ['CRLF and CR inside of a cell', 'a,b\r\n"1\r\n2\r3",2\r\n', ['1\n2\n3', '2']],
    ['quotes everywhere', '"a","b"\r\n"1","say ""yes"""\r\n', ['1', 'say "yes"']],
    ['an empty quoted cell at the end', 'a,b\n1,""', ['1', '']],
  ])('%s', (_, content, row) => {
    const list = taken(content);
    expect([list.rows[0], list.remarks]).toEqual([row, []]);
  });

  test('a stray quote does not swallow the people below it', () => {
    const list = taken('Name,City\nAda,"London\nBob,Rome\nEve,"Paris"\nZoe,Bonn\n');
    expect(list.rows).toEqual([
      ['Ada', '"London'],
      ['Bob', 'Rome'],
      ['Eve', 'Paris'],
      ['Zoe', 'Bonn'],
    ]);
    expect(list.remarks).toEqual(['QUOTES_BROKEN 1']);
  });

  test('text behind a closing quote stays, which is told', () => {
    const list = taken('a,b\n"1"x,2');
    expect([list.rows, list.remarks]).toEqual([[['1x', '2']], ['QUOTES_BROKEN 1']]);
  });

  test('many stray quotes take no longer for being many', () => {
    const began = cpuTime();
    taken(`a,b\n${'"x""y,1\n'.repeat(50_000)}`);
    taken(`a,b\n${'x"y\n'.repeat(90_000)}`);
    expect(cpuTime() - began).toBeLessThan(25_000);
  });
});

describe('encodings', () => {
  const encoded = (hex: string) => Buffer.from(hex, 'hex');
  /** Name, then Анна / 名前 / 김철수 and so on, as those encodings write them. */
  test.each([
    ['windows-1251', `4e616d650a${'c0edede020cff3f8eae8ede00a'.repeat(3)}`, 'Анна Пушкина'],
    ['shift_jis', `4e616d650a${'83748390834e20835e838d83450a'.repeat(3)}`, 'フヰク タロウ'],
    ['shift_jis', '4e616d650a8e5293632091be98590a8db293a12089d48e710a8d828bb4208c9288ea0a', '山田 太郎'],
    ['euc-kr', `4e616d650a${'b1e8c3b6bcf60a'.repeat(3)}`, '김철수'],
    ['windows-1253', `4e616d650a${'c3e9fef1e3eff20a'.repeat(3)}`, 'Γιώργος'],
    ['gb18030', `4e616d650a${'cdf5d0a1c3f70ac0eec0f60a'.repeat(3)}`, '王小明'],
    ['big5', `4e616d650a${'a4fda470a9fa0aa7f5c452a4e50a'.repeat(3)}`, '王小明'],
    ['windows-1250', '4e616d650a5761b3ea73610a', 'Wałęsa'],
    ['windows-1255', `4e616d650a${'f9ece5ed0a'.repeat(3)}`, 'שלום'],
    ['macintosh', '4e616d650d4a6f738e0d', 'José'],
    ['windows-1252', '4e616d650a4a6f73e90a', 'José'],
  ])('%s is guessed, which is told', (label, hex, name) => {
    const list = taken(encoded(hex));
    expect([list.encoding, list.rows[0]?.[0], list.remarks]).toEqual([{ label, guessed: true }, name, ['ENCODING_GUESSED']]);
  });

  test('a few broken letters make no other encoding of UTF-8', () => {
    const list = taken(Buffer.concat([Buffer.from(`Name\n${'Zoë, Ümit\n'.repeat(20)}`), Buffer.from([0x41, 0xff, 0x0a])]));
    expect([list.encoding?.label, list.remarks.includes('ENCODING_UNFIT')]).toEqual(['utf-8', true]);
  });

  test('by choice', () => {
    const polish = encoded('4e616d650aa3f364bc0a');
    expect(taken(polish).rows).toEqual([['£ód¼']]);
    expect(taken(polish, { encoding: 'Windows-1250' })).toMatchObject({
      rows: [['Łódź'.replace('ź', 'Ľ')]],
      encoding: { label: 'windows-1250', guessed: false },
      remarks: [],
    });
    expect(refused('a\n1', { encoding: 'klingon' })).toMatch(/no encoding «klingon».*windows-1252/);
  });

  test.each([
    ['UTF-16 LE', Buffer.from('\ufeffName\nŁ\n', 'utf16le')],
    ['UTF-16 BE', Buffer.from('\ufeffName\nŁ\n', 'utf16le').swap16()],
    ['UTF-8', Buffer.from('\ufeffName\nŁ\n')],
  ])('the mark of %s decides and is no text', (_, content) => {
    expect([grid(taken(content)), taken(content).encoding?.guessed]).toEqual([[['Name'], ['Ł']], false]);
  });
});

describe('headings', () => {
  test.each([
    ['below a title', 'Members 2027;;\n;;\nName;Email;City\nAda;ada@example.com;London', 3, 'HEADINGS_BELOW'],
    ['below two lines of notes', 'Export\nDate: 1.2.2027\n\nName;Email;City\nAda;a@b.de;Rome', 4, 'HEADINGS_BELOW'],
    ['below notes in two cells', 'Export;1.2.2027;\n;;\nName;Email;City\nAda;a@b.de;Rome', 3, 'HEADINGS_BELOW'],
    ['first, with a column without a name', 'Name;Email;\nAda;a@b.de;x\nBob;b@c.de;y', 1, 'COLUMN_UNNAMED'],
    ['first, with years for names', 'Name;2026;2027\nAda;1;2\nBob;3;4', 1, undefined],
    ['first, of one column', 'Name\nAda\nBob', 1, undefined],
    ['first, among people of few words', 'Name;Note\nAda;\nBob;\nEve;x', 1, undefined],
    ['first line, missing', 'ada@example.com;Ada\nbob@example.com;Bob', 1, 'HEADINGS_MISSING'],
  ])('%s', (_, content, row, remark) => {
    const list = taken(content);
    expect([list.headerRow, list.remarks[0]]).toEqual([row, remark]);
  });

  test('by choice; lines count as in the file', () => {
    const content = 'sep=;\n\nThe;List\nName;City\nAda;Rome';
    expect(taken(content, { headerRow: 4 })).toMatchObject({ headers: ['Name', 'City'], rows: [['Ada', 'Rome']], headerRow: 4 });
    expect(taken(content).firstLines).toEqual([['sep=;'], [], ['The', 'List'], ['Name', 'City'], ['Ada', 'Rome']]);
    expect(refused(content, { headerRow: 2 })).toMatch(/Row 2 .* holds no headings/);
  });
});

describe('where lists come from', () => {
  test.each([
    [
      'Outlook, English',
      '"First Name","Last Name","E-mail Address","E-mail Type","E-mail Display Name","E-mail 2 Address"',
      'E-mail Address',
    ],
    [
      'Outlook, German',
      '"Vorname","Nachname","E-Mail-Adresse","E-Mail-Typ","E-Mail: Angezeigter Name","E-Mail 2: Adresse"',
      'E-Mail-Adresse',
    ],
    [
      'Outlook, French',
      '"Prénom","Nom","Adresse de messagerie","Type de messagerie","Nom complet de l\'adresse de messagerie","Adresse de messagerie 2"',
      'Adresse de messagerie',
    ],
    ['Google', 'First Name,Last Name,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value', 'E-mail 1 - Value'],
    ['Thunderbird', 'First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email', 'Primary Email'],
  ])('%s: its own address column is found', (_, head, column) => {
    const names = taken(`${head}\n${head}`).headers;
    const row: string[] = names.map((name) =>
      name === column
        ? 'ada@example.com'
        : /display|angezeigter|complet/i.test(name)
          ? 'Ada Poe (ada@example.com)'
          : /type|label/i.test(name)
            ? 'SMTP'
            : '',
    );
    row[0] = 'Ada';
    const line = row.map((cell) => `"${cell}"`).join(',');
    const list = taken(Buffer.from(`${head}\r\n${line}\r\n${line.replaceAll('ada@', 'eve@')}\r\n`, 'latin1'));
    expect(guessAddressColumn(list.headers, list.rows)).toBe(column);
  });

  test('cells copied from a spreadsheet', () => {
    const list = taken(Buffer.from('Name\tNote\r\nAda, the first\t"two\nlines, or more"\r\nBob\t5" pipe, bent\r\n'));
    expect(grid(list)).toEqual([
      ['Name', 'Note'],
      ['Ada, the first', 'two\nlines, or more'],
      ['Bob', '5" pipe, bent'],
    ]);
  });

  test.each([
    ['a web page', '<html><table><tr><td>Name</td></tr></table></html>', 'x.csv', /web page/],
    ['a web page that is called a workbook', '<table><tr><td>Name</td></tr></table>', 'x.xls', /Open it in Excel/],
    ['a PDF', '%PDF-1.7', 'x.csv', /PDF/],
    ['text that is called an old workbook', 'Name\tCity\nAda\tRome', 'x.xls', /taken/],
    ['contact cards', 'BEGIN:VCARD\nFN:Ada', 'x.vcf', /as CSV/],
  ])('%s says what to do', (_, content, name, sentence) => {
    expect(refused(content, {}, name)).toMatch(sentence);
  });
});
