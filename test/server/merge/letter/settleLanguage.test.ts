/** Languages and directions of a letter in the mail. */
import { describe, expect, test } from '@jest/globals';
import { p, r } from '../../../support/docxOf.ts';
import { bodyOf, mergeRow, wordLetter } from '../../../support/mergeRow.ts';

const lang = (val: string, more = '') => `<w:lang w:val="${val}"${more}/>`;
const styles = (inside: string) => `<w:docDefaults><w:rPrDefault><w:rPr>${inside}</w:rPr></w:rPrDefault></w:docDefaults>`;
const ENGLISH = styles(lang('en-US', ' w:eastAsia="zh-CN" w:bidi="ar-SA"'));

function merged(body: string, given = ENGLISH): { html: string; language: string | null } {
  const letter = wordLetter(body, { styles: given });
  return { html: mergeRow(letter, { Name: 'Ada' }).html, language: letter.language };
}

describe('language', () => {
  test.each([
    ['as the letter says', p(r('Dear friends')), 'en-US'],
    ['as most of its text says', p(r('Sehr geehrte Damen und Herren', lang('de-DE'))) + p(r('Hi')), 'de-DE'],
    ['as most of its characters say', p(r('我是标题 OK')), 'zh-CN'],
  ])('of the mail: %s', (_, body, language) => {
    const made = merged(body);
    expect(made.language).toBe(language);
    expect(made.html).toContain(`<html lang="${language}"`);
  });

  test('what is no language is none', () => {
    expect(merged(p(r('x')), styles(lang('&quot;&gt;'))).language).toBeNull();
  });

  test('of a paragraph and of words, where they are of another one', () => {
    const body = bodyOf(
      merged(
        p(r('A long English beginning of the letter')) +
          p(r('Bonjour {{Name}}', lang('fr-FR'))) +
          p(r('We say ') + r('Grüß Gott', lang('de-AT')) + r(' and ') + r('colour', lang('en-GB'))),
      ).html,
    );
    expect(body).toMatch(/<p lang="fr-FR"[^>]*>Bonjour Ada<\/p>/);
    expect(body).toContain('We say <span lang="de-AT">Grüß Gott</span> and colour');
  });
});

describe('direction', () => {
  test('of words that run against their paragraph', () => {
    const body = bodyOf(merged(p(r('The name ') + r('محمد', '<w:rtl/>') + r(' here'))).html);
    expect(body).toMatch(/<span dir="rtl"[^>]*>محمد<\/span> here/);
  });

  test('a paragraph from right to left', () => {
    expect(bodyOf(merged(p(r('שלום', '<w:rtl/>'), '<w:bidi/>')).html)).toMatch(/<p dir="rtl"[^>]*>(<span[^>]*>)?שלום/);
  });
});
