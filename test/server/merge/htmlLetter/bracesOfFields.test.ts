import { describe, expect, test } from '@jest/globals';
import { bracesOfFields } from '../../../../server/merge/htmlLetter/bracesOfFields.ts';
import { compiled, mergeRow } from '../../../support/mergeRow.ts';

/** As Word and Outlook for Windows write a field into HTML. */
const field = (code: string, shown: string) =>
  `<!--[if supportFields]><span style='mso-element:field-begin'></span><span\r\nstyle='mso-spacerun:yes'> </span>${code}<span ` +
  `style='mso-element:field-separator'></span><![endif]-->${shown}<!--[if supportFields]><span style='mso-element:field-end'></span><![endif]-->`;

describe('a field of Word in a draft of Outlook becomes one in braces', () => {
  test.each([
    ['plain', field('MERGEFIELD Name ', '«Name»'), '{{Name}}'],
    ['of more than one word', field('MERGEFIELD "First Name" \\* MERGEFORMAT ', '«First Name»'), '{{First Name}}'],
    [
      'with its look',
      field('MERGEFIELD Name', "<b><span style='mso-no-proof:yes'>«Name»</span></b>"),
      "<b><span style='mso-no-proof:yes'>{{Name}}</span></b>",
    ],
    ['whose words are torn', field('MERGEFIELD Name', '<b>«Na</b>me»'), '<b>{{Name}}</b>'],
    ['that shows nothing', field('MERGEFIELD Name', ''), '{{Name}}'],
    ['of two words without quotation marks', field('MERGEFIELD First Name \\* Upper', '«FIRST NAME»'), '{{First Name}}'],
    ['with quotation marks in its name', field(String.raw`MERGEFIELD "12\" pipe"`, '«12" pipe»'), '{{12&quot; pipe}}'],
    ['with signs of HTML', field('MERGEFIELD &quot;A &amp; B&quot;', '«A &amp; B»'), '{{A &amp; B}}'],
    ['twice', `${field('MERGEFIELD A', '«A»')}, ${field('MERGEFIELD B', '«B»')}`, '{{A}}, {{B}}'],
  ])('%s', (_, html, expected) => {
    expect(bracesOfFields(`<p>Dear ${html},</p>`)).toBe(`<p>Dear ${expected},</p>`);
  });

  test('and its value stands in the mail', () => {
    const { html } = mergeRow(compiled({ kind: 'html', html: `<p>Dear ${field('MERGEFIELD Name', '«Name»')},</p>` }), {
      Name: 'Ada',
    });
    expect(html).toContain('<p>Dear Ada,</p>');
  });
});

test.each([
  ['another field', field('PAGE', '1')],
  ['one whose name braces would misread', field('MERGEFIELD "#if x"', '«#if x»')],
  ['one within another', field(`IF ${field('MERGEFIELD A', '«A»')} = 1 "x" "y"`, 'x')],
  [
    'a beginning without an end',
    "<!--[if supportFields]><span style='mso-element:field-begin'></span>MERGEFIELD A<![endif]-->«A»",
  ],
  ['a comment that never ends', "<!--[if supportFields]><span style='mso-element:field-begin'></span>MERGEFIELD A"],
  ['words in the same quotes', '<p>Il dit «bonjour»</p>'],
])('%s stays as it is', (_, html) => {
  expect(bracesOfFields(html)).toBe(html);
});

test.each([
  ['beginnings', '<!--[if supportFields]>'.repeat(100_000)],
  ['fields that never end', field('MERGEFIELD A', '').slice(0, 150).repeat(10_000)],
  ['signs', field('MERGEFIELD A', '<'.repeat(500_000))],
])('many %s take no time', (_, html) => {
  const began = performance.now();
  bracesOfFields(html);
  expect(performance.now() - began).toBeLessThan(1500);
});
