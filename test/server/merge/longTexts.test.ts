/** Long texts without the sign that a pattern looks for: nothing looks at them again from each of their characters. */
import { describe, expect, test } from '@jest/globals';
import { csvLine } from '../../../server/campaigns/csvLine.ts';
import { compileSubject } from '../../../server/merge/compileSubject.ts';
import { readRows } from '../../../server/merge/lists/readList.ts';
import { safeUrl, urlFor } from '../../../server/merge/mailHtml/safeUrl.ts';
import { fieldSlot, scopeOf } from '../../../server/merge/mergeScope.ts';
import { compileLetter } from '../../../server/merge/renderMessage.ts';
import { field, p, r } from '../../support/docxOf.ts';
import { mergeRow, wordLetter } from '../../support/mergeRow.ts';

const LENGTH = process.env['TEST_LONG'] === '1' ? 90_000 : 40_000;
/** Milliseconds of work. What looks again from every character takes several times that. */
const COST_MAX = 1500;
const pumped = (text: string) => text.repeat(Math.floor(LENGTH / text.length));

/** Values that begin or end with something else than what they consist of, so that no trimming saves anybody. */
const VALUES: [string, string][] = [
  ' ',
  '\t',
  '\n',
  ' \n',
  '\u00a0',
  'a',
  '0',
  '1',
  '1,',
  '0.',
  '.',
  '.a',
  ',',
  '-',
  '(',
  '<',
  '<<',
  '>',
  '{{',
  '}}',
  '{{a}}',
  '{{a',
  '«',
  '%7B',
  '%',
  '"',
  '\\',
  '\\"',
  "'",
  '&',
  '&#',
  '/',
  '@',
  'a@',
  '?',
  '*',
  '?*',
  '#',
  '=',
  '\u0301',
  'é',
  '中',
  '\u05d0',
  '\ud800',
  '😀',
].flatMap((text): [string, string][] => [
  [JSON.stringify(text), `x${pumped(text)}x`],
  [`a@${JSON.stringify(text)}`, `a@${pumped(text)} `],
]);

const BODY =
  p(
    r(
      '{{A}} {{A | upper}} {{A | default: "x"}} {{A | date: "d"}} {{A | number: "0"}} {{A | trim}} {{#if A contains "zz"}}y{{/if}} {{#if A &gt; 3}}y{{/if}}',
    ),
  ) +
  `<w:tbl><w:tr><w:tc>${p(r('{{A}}'))}${p(r('{{A}}'))}</w:tc></w:tr></w:tbl>` +
  p(
    [
      'MERGEFIELD A \\# "0.00"',
      'MERGEFIELD A \\@ "d MMMM"',
      'MERGEFIELD A \\* Caps',
      'MERGEFIELD A \\* Ordinal',
      'IF {{A}} = "*zz?" 1 2',
      'IF {{A}} &lt; 7 1 2',
      '= {{A}} + 1',
      'SET b "{{A}}"',
      'REF b',
      'HYPERLINK "{{A}}"',
      'HYPERLINK "https://example.com/{{A}}?x={{A}}"',
      'ADDRESSBLOCK',
      'GREETINGLINE',
      'INCLUDETEXT "{{A}}"',
    ]
      .map((code) => field(code.replaceAll('"', '&quot;'), r('words')))
      .join(' '),
  );

function costOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('a value of tens of thousands of characters', () => {
  const letter = wordLetter(BODY);
  const html = compileLetter({
    kind: 'html',
    html: '<p title="{{A}}">{{A}} <a href="{{A}}">x</a> <a href="https://x.example/?{{A}}">y</a></p><p>{{A}}</p>',
  });
  const subject = compileSubject('{{A}} {{#if A = "q"}}q{{/if}} {{A | upper}}');

  test.each(VALUES)('of %s', (_, value) => {
    const row = { A: value, Street: value, City: value, 'Last Name': value, Country: value, Title: value, 'E-mail': value };
    const scope = () => scopeOf((name) => (name in row ? value : ''));
    const cost = costOf(() => {
      mergeRow(letter, row).message.document?.();
      if (html.ok) html.value.render(scope());
      subject.render(scope());
      safeUrl(value);
      urlFor([fieldSlot('A')], scope());
      csvLine([value]);
      readRows([row, row]);
    });
    expect(cost).toBeLessThan(COST_MAX);
  });
});

describe('code of a field, tens of thousands of characters long', () => {
  const around = [
    'MERGEFIELD ~',
    'MERGEFIELD A \\# "~"',
    'MERGEFIELD A \\@ "~"',
    'MERGEFIELD A \\b "~"',
    'IF ~ = a b c',
    'IF a = b "~" "~"',
    '= ~',
    'HYPERLINK "~"',
    'GREETINGLINE \\f "~"',
    'ADDRESSBLOCK \\f "<<~"',
    'QUOTE ~',
    'SET ~ "~"',
    'DATE \\@ "~"',
    'ASK a "~" \\d "~"',
    '~',
  ];
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

  test.each(around)('%s', (code) => {
    for (const text of [
      ' ',
      'a',
      '0',
      '0,',
      '#',
      '"',
      '\\',
      '<',
      '<<',
      '>>',
      '{{',
      '(',
      '1+',
      '-',
      '“',
      '\\* ',
      '_FIRST0_',
      'SET ',
      "'",
    ]) {
      const cost = costOf(() => {
        const letter = wordLetter(p(field(escaped(code.replaceAll('~', pumped(text))), r('x'))));
        mergeRow(letter, { A: '7' }).message.document?.();
      });
      expect([text, cost < COST_MAX]).toEqual([text, true]);
    }
  });
});
