/** Markup with places → the mail: values, choices, repeats, links and lines at every level. The trees are built by hand. */
import { describe, expect, test } from '@jest/globals';
import { newFlow, letterReader } from '../../../../server/merge/letter/letterReader.ts';
import { letterNotes } from '../../../../server/merge/letter/letterNotes.ts';
import { NO_SURROUNDINGS, readBlocks } from '../../../../server/merge/letter/readBlocks.ts';
import { readNumbering } from '../../../../server/merge/letter/readNumbering.ts';
import { readStyles } from '../../../../server/merge/letter/readStyles.ts';
import { readTheme } from '../../../../server/merge/letter/readTheme.ts';
import { emailHtml } from '../../../../server/merge/mailHtml/emailHtml.ts';
import { plainText } from '../../../../server/merge/mailHtml/plainText.ts';
import { choiceNode, linkNode, newElement, repeatNode, valueNode } from '../../../../server/merge/markup/newMarkup.ts';
import { fieldSlot, type MergeScope, scopeOf, type Test } from '../../../../server/merge/mergeScope.ts';
import { openPackage } from '../../../../server/merge/ooxml/openPackage.ts';
import { parseXml, type Xml } from '../../../../server/merge/ooxml/parseXml.ts';
import { docxOf, wordPart } from '../../../support/docxOf.ts';
import { wordsOf } from '../../../support/mergeRow.ts';

function xml(inside: string): Xml {
  const read = parseXml(new TextEncoder().encode(wordPart('body', inside)));
  if (!read.ok) throw new Error(read.problem);
  return read.root;
}

const NUMBERING =
  '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>' +
  '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl>' +
  '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>' +
  '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>';

function mail(root: Xml, scope: MergeScope): { html: string; text: string } {
  const opened = openPackage(docxOf(''));
  if (!opened.ok) throw new Error(opened.text);
  const theme = readTheme(undefined);
  const reader = letterReader(
    opened.value,
    'word/document.xml',
    readStyles(undefined, theme),
    readNumbering(xml(NUMBERING), theme),
    letterNotes(),
  );
  const blocks = readBlocks(root, newFlow(root), reader, NO_SURROUNDINGS);
  const html = emailHtml({ blocks, language: null, textWidth: 468 }).render(scope);
  return { html: html.slice(html.indexOf('<div')), text: plainText({ blocks }).render(scope) };
}

const rowOf = (row: Record<string, string>) => scopeOf((field) => row[field] ?? '');
const group = (...rows: Record<string, string>[]) => {
  const scopes = rows.map(rowOf);
  return { ...(scopes[0] ?? rowOf({})), rows: scopes };
};
const isSet = (field: string): Test => ({ fields: [field], holds: (scope) => scope.value(field) !== '' });
const value = (field: string) => valueNode(fieldSlot(field));
const run = (text: string) => newElement('w:r', [newElement('w:t', [text])]);
const line = (...inside: Xml[]) => newElement('w:p', inside);
const ofList = (list: string, level: string, ...inside: Xml[]) =>
  newElement('w:p', [
    newElement('w:pPr', [
      newElement('w:numPr', [newElement('w:ilvl', [], { 'w:val': level }), newElement('w:numId', [], { 'w:val': list })]),
    ]),
    ...inside,
  ]);
const numbered = (...inside: Xml[]) => ofList('1', '0', ...inside);

const rows = group({ Item: 'Pen', Price: '1' }, { Item: 'Ink', Price: '2' }, { Item: '', Price: '3' });

describe('words', () => {
  test.each([
    ['a value', line(run('Hi '), value('Item')), 'Hi Pen'],
    ['a value in code shows nothing', line(run('Hi'), valueNode(fieldSlot('Item'), undefined, true)), 'Hi'],
    ['a choice that holds', line(choiceNode(isSet('Item'), [run('a '), value('Item')], [run('b')])), 'a Pen'],
    ['a choice that does not', line(choiceNode(isSet('None'), [run('a')], [run('b '), value('Item')])), 'b Pen'],
    ['a side that is not there', line(run('x'), choiceNode(isSet('None'), [run('a')], [])), 'x'],
    ['a choice in a choice', line(choiceNode(isSet('Item'), [choiceNode(isSet('None'), [run('a')], [run('b')])], [])), 'b'],
    ['a repeat in a line', line(repeatNode([value('Item'), run(';')])), 'Pen;Ink;;'],
    [
      'a choice in a repeat asks the row',
      line(repeatNode([choiceNode(isSet('Item'), [value('Item')], [run('-')]), run(',')])),
      'Pen,Ink,-,',
    ],
    ['blocks that repeat', repeatNode([line(value('Item')), line(value('Price'))]), 'Pen 1 Ink 2 3'],
    ['blocks of a choice', choiceNode(isSet('None'), [line(run('a'))], [line(run('b')), line(run('c'))]), 'b c'],
    ['a line that does not hold', { ...line(run('gone')), place: { kind: 'line' as const, test: isSet('None') } }, ''],
    ['a line that holds', { ...line(run('kept')), place: { kind: 'line' as const, test: isSet('Item') } }, 'kept'],
  ])('%s', (_, block, words) => {
    const { html, text } = mail(newElement('w:body', [block]), rows);
    expect(wordsOf(html).replaceAll('\u00a0', '').trim()).toBe(words);
    expect(text.replace(/\s+/g, ' ')).toBe(words);
  });

  test('a repeat that begins with a later row', () => {
    const later = { ...repeatNode([line(value('Item'))]), place: { kind: 'repeat' as const, from: 2 } };
    expect(
      mail(newElement('w:body', [line(value('Item')), later]), group({ Item: 'a' }, { Item: 'b' }, { Item: 'c' })).text,
    ).toBe('a\nb\nc');
    expect(mail(newElement('w:body', [line(value('Item')), later]), group({ Item: 'a' })).text).toBe('a');
  });
});

describe('tables', () => {
  const table = (...inside: Xml[]) => newElement('w:tbl', inside);
  const tr = (...cells: Xml[]) =>
    newElement(
      'w:tr',
      cells.map((cell) => newElement('w:tc', [cell])),
    );

  test('a row that repeats', () => {
    const { html, text } = mail(
      newElement('w:body', [table(tr(line(run('Item'))), repeatNode([tr(line(value('Item')))]), tr(line(run('Sum'))))]),
      rows,
    );
    expect(html.match(/<tr/g)).toHaveLength(5);
    expect(text).toBe('Item\nPen\nInk\n\nSum');
  });

  test('a row of a choice', () => {
    const root = newElement('w:body', [table(choiceNode(isSet('None'), [tr(line(run('a')))], [tr(line(run('b')))]))]);
    expect(wordsOf(mail(root, rows).html)).toBe('b');
  });

  test('a cell in which nothing is left keeps its lines', () => {
    const gone = { ...line(run('gone')), place: { kind: 'line' as const, test: isSet('None') } };
    expect(mail(newElement('w:body', [table(tr(gone))]), rows).html).toMatch(/<td[^>]*>&nbsp;<\/td>/);
  });
});

describe('lists', () => {
  test('items that repeat stay in one list, and what follows counts on', () => {
    const root = newElement('w:body', [numbered(run('first')), repeatNode([numbered(value('Item'))]), numbered(run('last'))]);
    const { html, text } = mail(root, rows);
    expect(html.match(/<ol/g)).toHaveLength(1);
    expect(html.match(/<li/g)).toHaveLength(5);
    expect(html).not.toContain('value=');
    expect(text).toBe('1. first\n2. Pen\n3. Ink\n4.\n5. last');
  });

  test('marks that are text count on too, on every level', () => {
    const inner = repeatNode([ofList('2', '0', value('Item')), ofList('2', '1', value('Price'))]);
    const { html, text } = mail(
      newElement('w:body', [ofList('2', '0', run('first')), inner, ofList('2', '0', run('last'))]),
      rows,
    );
    expect(text).toBe('a) first\nb) Pen\n  b.1 1\nc) Ink\n  c.1 2\nd)\n  d.1 3\ne) last');
    expect(wordsOf(html)).toBe('a) first b) Pen b.1 1 c) Ink c.1 2 d) d.1 3 e) last');
  });

  test('an item that is left out leaves no gap', () => {
    const gone = { ...numbered(run('gone')), place: { kind: 'line' as const, test: isSet('None') } };
    const { html, text } = mail(newElement('w:body', [numbered(run('a')), gone, numbered(run('b'))]), rows);
    expect(html).not.toContain('value=');
    expect(text).toBe('1. a\n2. b');
  });

  test('a list of which nothing is left is no list', () => {
    const { html } = mail(newElement('w:body', [choiceNode(isSet('None'), [numbered(run('a'))], [])]), rows);
    expect(html).not.toContain('<ol');
  });
});

describe('links', () => {
  const address = ['https://example.com/?id=', fieldSlot('Item')];

  test('a link around a choice is one link', () => {
    const root = newElement('w:body', [
      line(linkNode(address, 'Tip', [run('to '), choiceNode(isSet('Item'), [value('Item')], [run('it')])])),
    ]);
    const { html, text } = mail(root, rows);
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).toContain('href="https://example.com/?id=Pen"');
    expect(html).toContain('title="Tip"');
    expect(text).toBe('to Pen (https://example.com/?id=Pen)');
  });

  test('each side of a choice may have its own', () => {
    const side = (to: string) => linkNode([to], null, [run(to)]);
    const root = newElement('w:body', [
      line(choiceNode(isSet('None'), [side('https://a.example/')], [side('https://b.example/')])),
    ]);
    const { html } = mail(root, rows);
    expect(html).toContain('href="https://b.example/"');
    expect(html).not.toContain('a.example');
  });
});

describe('look and order', () => {
  test('of the value, from its own properties', () => {
    const rPr = newElement('w:rPr', [newElement('w:b')]);
    expect(
      mail(newElement('w:body', [line(run('quite some words before the value '), valueNode(fieldSlot('Item'), rPr))]), rows).html,
    ).toContain('<span style="font-weight:bold;">Pen</span>');
  });

  test('a value in a font of signs is shown as signs', () => {
    const rPr = newElement('w:rPr', [newElement('w:rFonts', [], { 'w:ascii': 'Wingdings' })]);
    expect(wordsOf(mail(newElement('w:body', [line(valueNode(fieldSlot('Mark'), rPr))]), rowOf({ Mark: 'ü' })).html)).toBe('✓');
  });

  test('a hidden place shows nothing and still puts down what it has to', () => {
    const set = { fields: [], evaluate: (scope: MergeScope) => String(scope.bookmarks.set('x', 'down').size) };
    const read = { fields: [], evaluate: (scope: MergeScope) => scope.bookmarks.get('x') ?? 'nothing' };
    const hidden = newElement('w:rPr', [newElement('w:vanish')]);
    const { text } = mail(newElement('w:body', [line(valueNode(set, hidden), valueNode(read))]), rowOf({}));
    expect(text).toBe('down');
  });

  test('each place is asked once', () => {
    let asked = 0;
    const slot = { fields: [], evaluate: () => String((asked += 1)) };
    const root = newElement('w:body', [
      numbered(valueNode(slot)),
      choiceNode(isSet('Item'), [numbered(valueNode(slot))], []),
      line(valueNode(slot)),
    ]);
    expect(wordsOf(mail(root, rows).html)).toBe('1 2 3');
    expect(asked).toBe(6);
  });
});

test('no value becomes markup, wherever its place is', () => {
  const evil = `<b>"'&\u0000 javascript:alert(1)`;
  const everywhere = [
    line(linkNode([fieldSlot('Evil')], null, [repeatNode([value('Evil')])])),
    repeatNode([numbered(choiceNode(isSet('Evil'), [value('Evil')], []))]),
  ];
  const { html } = mail(newElement('w:body', everywhere), rowOf({ Evil: evil }));
  expect(html).not.toContain('<b>');
  expect(html).not.toMatch(/href="javascript/i);
  expect(wordsOf(html)).toContain('<b>"\'& javascript:alert(1)');
});
