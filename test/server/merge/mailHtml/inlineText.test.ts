/** Links in the plain part: their addresses stand behind their words and in none. */
import { expect, test } from '@jest/globals';
import { field, p, r } from '../../../support/docxOf.ts';
import { mergeRow, wordLetter } from '../../../support/mergeRow.ts';

const relationships = {
  a: { type: 'hyperlink', target: 'https://a.example/', external: true },
  m: { type: 'hyperlink', target: 'mailto:a@b.example?subject=Hi', external: true },
  n: { type: 'hyperlink', target: 'https://n.example/?n={{Name}}', external: true },
};
const link = (words: string, id = 'a') => `<w:hyperlink r:id="${id}">${words}</w:hyperlink>`;
const name = field('MERGEFIELD Name');

test.each([
  ['at the end', r('see ') + link(r('our site')), 'see our site (https://a.example/)'],
  ['before a blank', link(r('our site')) + r(' today'), 'our site (https://a.example/) today'],
  ['before marks', link(r('our site')) + r('.” And'), 'our site (https://a.example/).” And'],
  ['before a mark alone', link(r('our site')) + r('!'), 'our site (https://a.example/)!'],
  ['its own address', link(r('https://a.example')) + r('x y'), 'https://a.examplex y'],
  ['blank inside', link(r('our site ')) + r('today'), 'our site (https://a.example/) today'],
  ['a part of a word', r('un') + link(r('break')) + r('able now'), 'unbreakable (https://a.example/) now'],
  ['over runs', link(r('un')) + r('break', '<w:b/>') + r('able'), 'unbreakable (https://a.example/)'],
  ['before a line break', link(r('un')) + r('do') + '<w:r><w:br/></w:r>' + r('it'), 'undo (https://a.example/)\nit'],
  ['without blanks', r('《') + link(r('史记')) + r('·儒林》：“文章。”你看'), '《史记·儒林》：“文章。 (https://a.example/)”你看'],
  [
    'two in a word',
    link(r('a')) + r('b') + link(r('c'), 'n') + r('d e'),
    'abcd (https://a.example/) (https://n.example/?n=Ada) e',
  ],
  ['a value in its words', link(name, 'n') + r('s page'), 'Adas (https://n.example/?n=Ada) page'],
  ['a value behind it', link(r('x')) + name, 'x (https://a.example/)Ada'],
  ['to a mailbox', link(r('write'), 'm') + r(' to ') + link(r('a@b.example'), 'm'), 'write (a@b.example) to a@b.example'],
])('%s', (_, body, text) => {
  expect(mergeRow(wordLetter(p(body), { relationships }), { Name: 'Ada' }).text.trim()).toBe(text);
});
