/** Looks that the letter's markup gives and its mail has: frames, directions, scripts, marks. */
import { describe, expect, test } from '@jest/globals';
import { markGap } from '../../../../server/merge/mailHtml/markHtml.ts';
import { PLAIN_RUN } from '../../../../server/merge/letter/readStyles.ts';
import { p, r } from '../../../support/docxOf.ts';
import { bodyOf, mergeRow, wordLetter } from '../../../support/mergeRow.ts';

const mail = (body: string, parts = {}, values: Record<string, string> = {}) =>
  bodyOf(mergeRow(wordLetter(body, parts), values).html);
const DEFAULTS = (rPr: string) => `<w:docDefaults><w:rPrDefault><w:rPr>${rPr}</w:rPr></w:rPrDefault></w:docDefaults>`;
const border = (side: string) => `<w:${side} w:val="single" w:sz="8" w:space="6" w:color="AA0000"/>`;
const boxed = `<w:pBdr>${['top', 'left', 'bottom', 'right'].map(border).join('')}</w:pBdr><w:spacing w:before="100" w:after="200"/><w:ind w:left="400"/>`;

describe('frames', () => {
  test('neighbours in the same frame are one box', () => {
    const [first = '', second = ''] = mail(p(r('a'), boxed) + p(r('b'), boxed)).split('</p>');
    expect(first).toContain('border-top');
    expect(first).not.toContain('border-bottom');
    expect(second).toContain('border-bottom');
    expect(second).not.toContain('border-top');
    expect(first).toMatch(/margin:5pt 0 0 /);
  });

  test('also where a message chooses between two of them', () => {
    const control = `<w:sdt><w:sdtPr><w:alias w:val="Name"/></w:sdtPr><w:sdtContent>${p(r('old'), boxed)}</w:sdtContent></w:sdt>`;
    const [first = '', second = ''] = mail(p(r('a'), boxed) + control, {}, { Name: 'new' }).split('</p>');
    expect(second).toContain('new');
    expect(first).not.toContain('border-bottom');
    expect(second).not.toContain('border-top');
  });

  test('a frame of its own keeps all its lines, outside the indent', () => {
    const html = mail(p(r('a'), boxed) + p(r('b')));
    expect(html).toContain('border:1pt solid #aa0000');
    expect(html).toContain('margin:5pt 0 10pt 13pt');
    expect(html).toContain('padding:6pt 6pt 6pt 6pt');
  });
});

describe('directions', () => {
  test.each([
    ['nothing said', '', ''],
    ['left is where lines start', '<w:jc w:val="left"/>', ''],
    ['right is the other side', '<w:jc w:val="right"/>', 'text-align:left'],
    ['the middle', '<w:jc w:val="center"/>', 'text-align:center'],
  ])('from right to left, %s', (_what, jc, css) => {
    const html = mail(p(r('א'), `<w:bidi/>${jc}`));
    expect(html).toContain('dir="rtl"');
    if (css === '') expect(html).not.toContain('text-align');
    else expect(html).toContain(css);
  });

  test('the left indent is at the right then', () => {
    expect(mail(p(r('א'), '<w:bidi/><w:ind w:left="400" w:right="100"/>'))).toContain('margin:0 20pt 0 5pt');
  });
});

describe('scripts', () => {
  const styles = DEFAULTS('<w:rFonts w:ascii="Calibri" w:eastAsia="SimSun" w:cs="Arial"/><w:sz w:val="20"/><w:szCs w:val="28"/>');

  test('text is cut where its script changes', () => {
    const html = mail(p(r('Latin 北京')), { styles });
    expect(html).toContain('font-family:Calibri');
    expect(html).toMatch(/<span style="font-family:SimSun[^>]*>北京</);
  });

  test('so is a value', () => {
    const html = mail(p(r('{{City}}')), { styles }, { City: 'at 北京' });
    expect(html).toMatch(/at <span style="font-family:SimSun[^>]*>北京</);
  });

  test('a run of complex script has its own size', () => {
    expect(mail(p(r('שלום', '<w:rtl/>')), { styles })).toContain('font-size:14pt');
  });
});

describe('colours', () => {
  test('an automatic run in a coloured paragraph stays automatic', () => {
    const html = mail(p(r('long red text', '<w:color w:val="FF0000"/>') + r('plain')));
    expect(html).toMatch(/<p style="[^"]*;">/);
    expect(html).not.toMatch(/<p style="[^"]*color:#ff0000/);
    expect(html).toMatch(/color:#ff0000[^>]*>long red text<\/span>plain/);
  });
});

describe('marks', () => {
  const format = { ...PLAIN_RUN, size: 10 };
  const indents = (firstLine: number) => ({ firstLine }) as Parameters<typeof markGap>[1];

  test.each([
    ['a blank', 'space', -18, '&nbsp;'],
    ['nothing', 'nothing', -18, ''],
  ] as const)('%s follows', (_what, suffix, hanging, html) => {
    expect(markGap({ text: '1', suffix, format }, indents(hanging))).toBe(html);
  });

  test('a tab fills the hanging indent, the longer mark less', () => {
    const blanks = (text: string) => markGap({ text, suffix: 'tab', format }, indents(-36)).split('&nbsp;').length;
    expect(blanks('1.')).toBeGreaterThan(blanks('1.1.1'));
    expect(blanks('a very long mark that leaves no room')).toBe(2);
  });
});
