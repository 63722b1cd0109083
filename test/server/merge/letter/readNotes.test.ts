/** Footnotes and endnotes → numbers in the text and notes at the end of the mail. */
import { describe, expect, test } from '@jest/globals';
import { field, p, r, wordPart } from '../../../support/docxOf.ts';
import { mergeRow, wordLetter, wordsOf } from '../../../support/mergeRow.ts';

const row = { Name: 'Ada', City: 'London' };
const SUPER = '<w:vertAlign w:val="superscript"/>';
const foot = (id: number, extra = '') => `<w:r><w:rPr>${SUPER}</w:rPr><w:footnoteReference w:id="${id}"${extra}/></w:r>`;
const end = (id: number) => `<w:r><w:endnoteReference w:id="${id}"/></w:r>`;
const ownNumber = (kind: string) => `<w:r><w:rPr>${SUPER}</w:rPr><w:${kind}Ref/></w:r>`;
const note = (kind: string, id: number, inside: string) =>
  `<w:${kind} w:id="${id}">${p(ownNumber(kind) + r(' ') + inside)}</w:${kind}>`;

const SEPARATOR = `<w:footnote w:type="separator" w:id="-1">${p(r('never'))}</w:footnote>`;
const parts = {
  relationships: { rIdF: { type: 'footnotes', target: 'footnotes.xml' }, rIdE: { type: 'endnotes', target: 'endnotes.xml' } },
  files: {
    'word/footnotes.xml': wordPart(
      'footnotes',
      SEPARATOR +
        note('footnote', 1, r('first')) +
        note('footnote', 2, r('about ') + field('MERGEFIELD City')) +
        note('footnote', 3, r('unused')),
    ),
    'word/endnotes.xml': wordPart('endnotes', note('endnote', 1, r('last of all'))),
  },
};

describe('notes', () => {
  test('stand at the end, footnotes before endnotes, each with its number', () => {
    const { html, text } = mergeRow(wordLetter(p(r('a') + end(1)) + p(r('b') + foot(2) + r(' c') + foot(1)), parts), row);
    expect(wordsOf(html)).toBe('ai b1 c2 1 about London 2 first i last of all');
    expect(text).toBe('a[i]\nb[1] c[2]\n\n-----\n[1] about London\n[2] first\n[i] last of all');
    expect(html).toMatch(/<span style="[^"]*vertical-align:super[^"]*">1<\/span>/);
  });

  test('a letter without notes has no line for them', () => {
    expect(mergeRow(wordLetter(p(r('a')), parts), row).html).not.toContain('<hr');
  });

  test('a note whose place is not in the message is not there either', () => {
    const letter = wordLetter(p(r('x') + field('MERGEFIELD Name')) + p(r('y') + foot(2)), parts);
    expect(letter.fields).toEqual(['Name', 'City']);
    expect(letter.remarks).toEqual([]);
    const twice = [mergeRow(letter, row).text, mergeRow(letter, row).text];
    expect(twice[0]).toBe(twice[1]);
  });

  test('a sign of its own takes the place of the number', () => {
    const { html } = mergeRow(wordLetter(p(r('x') + foot(1, ' w:customMarkFollows="1"') + r('*', SUPER)), parts), row);
    expect(wordsOf(html)).toBe('x* 1 first');
  });

  test('numbers as the section wants them', () => {
    const section = '<w:sectPr><w:footnotePr><w:numFmt w:val="lowerLetter"/></w:footnotePr></w:sectPr>';
    expect(mergeRow(wordLetter(p(r('x') + foot(1)) + section, parts), row).text).toBe('x[a]\n\n-----\n[a] first');
  });

  test('a note that is not there is no number', () => {
    expect(mergeRow(wordLetter(p(r('x') + foot(9)), parts), row).text).toBe('x');
  });
});
