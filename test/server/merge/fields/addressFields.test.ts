import { describe, expect, test } from '@jest/globals';
import { readField } from '../../../../server/merge/fields/evaluateField.ts';
import { normalName } from '../../../../shared/merge/fieldNames.ts';
import { type MergeScope, scopeOf, type Slot } from '../../../../server/merge/mergeScope.ts';

type Row = Record<string, string>;

/** A row as a list has it: headings are found without regard to letter case and blanks. */
function rowScope(row: Row): MergeScope {
  const values = new Map(Object.entries(row).map(([heading, value]) => [normalName(heading), value]));
  return scopeOf((field) => values.get(normalName(field)) ?? '', { has: (field) => values.has(normalName(field)) });
}

function slotOf(code: string, mapping?: ReadonlyMap<string, string>): Slot {
  const notes = { remark: () => undefined, ask: () => undefined, ...(mapping === undefined ? {} : { mapping }) };
  const meaning = readField([code], notes);
  if (meaning.kind !== 'value') throw new Error(meaning.kind);
  return meaning.slot;
}

const shown = (code: string, row: Row, mapping?: ReadonlyMap<string, string>) => slotOf(code, mapping).evaluate(rowScope(row));

/** As Word itself writes it. */
const WORDS = 'GREETINGLINE \\f "<<_BEFORE_ Dear >><<_TITLE0_>><< _LAST0_>><<_AFTER_ ,>>" \\l 1033 \\e "Dear Sir or Madam,"';

describe('GREETINGLINE', () => {
  test.each<[string, string, Row, string]>([
    ['title and last name', WORDS, { Title: 'Ms.', 'Last Name': 'Lovelace' }, 'Dear Ms. Lovelace,'],
    ['German headings', WORDS, { Anrede: 'Frau', Nachname: 'Müller' }, 'Dear Frau Müller,'],
    ['French headings', WORDS, { Civilité: 'Mme', NOM: 'Curie' }, 'Dear Mme Curie,'],
    ['first name for a title', WORDS, { Title: '', 'First Name': 'Grace', 'Last Name': 'Hopper' }, 'Dear Grace Hopper,'],
    ['first name alone', WORDS, { 'First Name': 'Grace' }, 'Dear Grace,'],
    [
      'a blank before the comma',
      'GREETINGLINE \\f "<<_BEFORE_ Dear >><< _TITLE0_ >><< _LAST0_ >> <<_AFTER_ ,>>"',
      { Title: 'Dr.', 'Last Name': 'Poe' },
      'Dear Dr. Poe,',
    ],
    ['no title', WORDS, { Title: '', 'Last Name': 'Lovelace' }, 'Dear Lovelace,'],
    ['a title alone', WORDS, { Title: 'Ms.', 'Last Name': '' }, 'Dear Sir or Madam,'],
    ['nothing', WORDS, { 'Last Name': ' ' }, 'Dear Sir or Madam,'],
    ['no columns', WORDS, { Other: 'x' }, 'Dear Sir or Madam,'],
    ['no fallback', 'GREETINGLINE \\f "<<_BEFORE_ Hi >><<_FIRST0_>>" \\e ""', { 'First Name': '' }, ''],
    ['without a format', 'GREETINGLINE', { Title: 'Dr', Surname: 'Who' }, 'Dear Dr Who,'],
    ['a partner', 'GREETINGLINE \\f "<<_FIRST0_>><< and _FIRST1_>>!"', { Vorname: 'Ada', Spouse: 'Bill' }, 'Ada and Bill!'],
    ['no partner', 'GREETINGLINE \\f "<<_FIRST0_>><< and _FIRST1_>>!"', { Vorname: 'Ada' }, 'Ada!'],
    [
      'short forms',
      'GREETINGLINE \\f "<</g Dear >><</t0>> <</l0>><</x :>>"',
      { Title: 'Ms', Name: '', Last: 'Day' },
      'Dear Ms Day:',
    ],
    ['a letter case', `${WORDS} \\* Upper`, { Title: 'Ms', 'Last Name': 'Day' }, 'DEAR MS DAY,'],
    ['unknown marks', 'GREETINGLINE \\f "<<_FIRST0_>><<_FOO9_>>"', { 'First Name': 'Ada' }, 'Ada'],
  ])('%s', (_, code, row, expected) => {
    expect(shown(code, row)).toBe(expected);
  });

  test('the mapping of the letter comes first', () => {
    const mapping = new Map([['Last Name', 'Kundenname']]);
    expect(shown(WORDS, { Title: 'Herr', Kundenname: 'Maier', Nachname: 'falsch' }, mapping)).toBe('Dear Herr Maier,');
  });

  test('nothing is required, and what it reads is told', () => {
    const told: string[] = [];
    const meaning = readField([WORDS], { remark: (code, text) => told.push(`${code} ${text}`), ask: () => undefined });
    expect(meaning.kind === 'value' && meaning.slot.fields).toEqual([]);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^FIELD_FROM_USUAL_COLUMNS .*Courtesy Title, Last Name/);
  });
});

const BLOCK =
  'ADDRESSBLOCK \\f "<<_TITLE0_ >><<_FIRST0_>><< _LAST0_>><< _SUFFIX0_>>\n<<_COMPANY_\n>><<_STREET1_\n>><<_STREET2_\n>><<_CITY_>><<, _STATE_>><< _POSTAL_>><<\n_COUNTRY_>>" \\l 1033';

describe('ADDRESSBLOCK', () => {
  const ada: Row = {
    'First Name': 'Ada',
    'Last Name': 'Lovelace',
    'Address 1': '12 Main St',
    City: 'Springfield',
    State: 'IL',
    'Postal Code': '62701',
    Country: 'United States',
  };

  test.each<[string, string, Row, string]>([
    ['missing parts leave no empty line', BLOCK, ada, 'Ada Lovelace\n12 Main St\nSpringfield, IL 62701\nUnited States'],
    ['no country', `${BLOCK} \\c 0`, ada, 'Ada Lovelace\n12 Main St\nSpringfield, IL 62701'],
    ['not the near country', `${BLOCK} \\c 2 \\e "United States"`, ada, 'Ada Lovelace\n12 Main St\nSpringfield, IL 62701'],
    ['a far country', `${BLOCK} \\c 2 \\e "Canada"`, ada, 'Ada Lovelace\n12 Main St\nSpringfield, IL 62701\nUnited States'],
    ['without city', BLOCK, { ...ada, City: '' }, 'Ada Lovelace\n12 Main St\nIL 62701\nUnited States'],
    [
      'without a format',
      'ADDRESSBLOCK',
      { Vorname: 'Eva', Nachname: 'Maier', Firma: 'Maier GmbH', Straße: 'Weg 1', PLZ: '10115', Ort: 'Berlin' },
      'Eva Maier\nMaier GmbH\nWeg 1\nBerlin 10115',
    ],
    ['nothing', BLOCK, { Other: 'x' }, ''],
  ])('%s', (_, code, row, expected) => {
    expect(shown(code, row)).toBe(expected);
  });

  test.each<[string, string]>([
    ['United States', 'Ada Lovelace\n12 Main St\nSpringfield, IL 62701\nUnited States'],
    ['Deutschland', 'Ada Lovelace\n12 Main St\n62701 Springfield\nDeutschland'],
    ['FRANCE', 'Ada Lovelace\n12 Main St\n62701 Springfield\nFRANCE'],
    ['ch', 'Ada Lovelace\n12 Main St\n62701 Springfield\nch'],
    ['UK', 'Ada Lovelace\n12 Main St\nSpringfield\n62701\nUK'],
    ['Atlantis', 'Ada Lovelace\n12 Main St\nSpringfield, IL 62701\nAtlantis'],
    ['', 'Ada Lovelace\n12 Main St\nSpringfield, IL 62701'],
  ])('in the order of %s', (country, expected) => {
    expect(shown(`${BLOCK} \\d`, { ...ada, Country: country })).toBe(expected);
  });
});

describe('mapped merge fields', () => {
  test.each<[string, Row, string]>([
    ['MERGEFIELD "First Name" \\m', { Vorname: 'Eva' }, 'Eva'],
    ['MERGEFIELD First_Name \\m', { Prénom: 'Marie' }, 'Marie'],
    ['MERGEFIELD "First Name" \\m', { 'First Name': 'Ada', Vorname: 'Eva' }, 'Ada'],
    ['MERGEFIELD "First Name"', { Vorname: 'Eva' }, ''],
    ['MERGEFIELD Shoe \\m', { Shoe: '42' }, '42'],
  ])('%s', (code, row, expected) => {
    expect(shown(code, row)).toBe(expected);
  });

  test('the mapping of the letter names the column', () => {
    const slot = slotOf('MERGEFIELD "First Name" \\m', new Map([['First Name', 'Rufname']]));
    expect(slot.fields).toEqual(['Rufname']);
  });
});
