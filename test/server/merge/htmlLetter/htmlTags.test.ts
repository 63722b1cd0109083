/** Conditions, repeats and filters in letters written as HTML. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { scanHtml } from '../../../../server/merge/htmlLetter/scanHtml.ts';
import type { MergeScope } from '../../../../server/merge/mergeScope.ts';
import { compiled } from '../../../support/mergeRow.ts';
import { type Row, scopesOf } from '../../../support/storyText.ts';
import { cpuTime } from '../../../support/cpuTime.ts';

const ADA = { Name: 'Ada', City: 'London', Empty: '', Sum: '5' };
const ROWS = [
  { Item: 'Tea', Price: '4' },
  { Item: 'Rum', Price: '9' },
];

function mail(html: string, rows: readonly Row[] = [ADA], drops: MergeScope['drops'] = () => false) {
  const letter = compiled({ kind: 'html', html });
  const scopes = scopesOf(rows).map((scope) => ({ ...scope, drops }));
  for (const scope of scopes) scope.rows = scopes;
  const [scope] = scopes;
  if (scope === undefined) throw new Error('no row');
  const { html: whole, text } = letter.render(scope);
  return { body: /<body>(.*)<\/body>/s.exec(whole)?.[1], text, letter, codes: letter.remarks.map(({ code }) => code) };
}

describe('in the text', () => {
  test.each([
    ['a default', '<p>Hi {{Empty | default: "you"}}</p>', '<p>Hi you</p>', 'Hi you'],
    ['quotes as references', '<p>{{Empty | default: &quot;A &amp; B&quot;}}</p>', '<p>A &amp; B</p>', 'A & B'],
    ['a condition', '<p>{{#if Name}}a{{else}}b{{/if}}c</p>', '<p>ac</p>', 'ac'],
    ['a sign as a reference', '<p>{{#if Sum &lt; 9}}a{{/if}}{{#if Sum&nbsp;&gt;&nbsp;9}}b{{/if}}</p>', '<p>a</p>', 'a'],
    ['torn by tags', '<p>{{#if <b>Name</b>}}a{{<i>/if}}</i></p>', '<p><b></b>a<i></i></p>', 'a'],
    ['over paragraphs', '<p>a{{#if Empty}}b</p><p>c{{/if}}d</p>', '<p>ad</p>', 'ad'],
    ['else if', '{{#if Empty}}a{{else if City = "London"}}b{{else}}c{{/if}}', 'b', 'b'],
    ['paragraphs of tags vanish', '<p>{{#if Name}}</p><p>a</p><p>{{/if}}</p><p>b</p>', '<p>a</p><p>b</p>', 'a\n\nb'],
    ['with looks and blanks', '<div><span>&nbsp;{{#if Empty}}<br></span></div><p>a</p><div>{{/if}}</div>b', 'b', 'b'],
    ['a picture keeps its paragraph', '<p>{{#if Name}}<img alt="x">{{/if}}</p>', '<p><img alt="x"></p>', '[x]'],
  ])('%s', (_, html, body, text) => {
    const made = mail(html);
    expect([made.body, made.text, made.codes]).toEqual([body, text, []]);
  });

  test.each([
    [
      'around rows',
      '<table>{{#each}}<tr><td>{{Item}}</td></tr>{{/each}}</table>',
      '<table><tr><td>Tea</td></tr><tr><td>Rum</td></tr></table>',
    ],
    [
      'rows of tags',
      '<table><tr><td>{{#each}}</td></tr><tr><td>{{Item}}</td></tr><tr><td>{{/each}}</td></tr></table>',
      '<table><tr><td>Tea</td></tr><tr><td>Rum</td></tr></table>',
    ],
    [
      'over the cells of a row',
      '<table><tr><td>{{#each}}{{Item}}</td><td>{{Price}}{{/each}}</td></tr></table>',
      '<table><tr><td>Tea</td><td>4</td></tr><tr><td>Rum</td><td>9</td></tr></table>',
    ],
    [
      'over cells of two rows',
      '<table><tr><td>{{#each}}{{Item}}</td></tr><tr><td>{{Price}}{{/each}}</td></tr></table>',
      '<table><tr><td>Tea</td></tr><tr><td>4</td></tr><tr><td>Rum</td></tr><tr><td>9</td></tr></table>',
    ],
    [
      'two parts over the same cells',
      '<table><tr><td>{{#each}}{{#if Price > 5}}{{Item}}</td><td>{{Price}}{{/if}}{{/each}}</td></tr></table>',
      '<table><tr><td>Rum</td><td>9</td></tr></table>',
    ],
    [
      'in one cell',
      '<table><tr><td>{{#each}}{{@number}}. {{Item}}<br>{{/each}}</td></tr></table>',
      '<table><tr><td>1. Tea<br>2. Rum<br></td></tr></table>',
    ],
    ['list items', '<ul>{{#each}}<li>{{Item}}</li>{{/each}}</ul>', '<ul><li>Tea</li><li>Rum</li></ul>'],
    ['items of tags', '<ul><li>{{#rows}}</li><li>{{Item}}</li><li>{{/rows}}</li></ul>', '<ul><li>Tea</li><li>Rum</li></ul>'],
  ])('repeats %s', (_, html, body) => {
    const made = mail(html, ROWS);
    expect([made.body, made.codes, made.letter.repeats]).toEqual([body, [], true]);
    expect(made.text).toMatch(/Rum/);
  });

  test.each([
    ['no end', 'a{{#if Empty}}b', 'ab', ['TAG_NOT_CLOSED']],
    ['no begin', 'a{{/each}}b', 'ab', ['TAG_NOT_CLOSED']],
    ['a tag of another tool', 'a{{@logo}}{{!x}}b', 'ab', ['FIELD_NOT_SUPPORTED', 'FIELD_NOT_SUPPORTED']],
    ['an unknown filter', '{{Name | shout}}', 'Ada', ['FILTER_NOT_SUPPORTED']],
    ['a repeat in a repeat', '{{#each}}{{#each}}{{Name}}{{/each}}{{/each}}', 'Ada', ['REPEAT_NESTED']],
  ])('%s', (_, html, body, codes) => {
    const made = mail(html);
    expect([made.body, made.text, made.codes]).toEqual([body, body, codes]);
  });

  test('fields, and those that may be empty', () => {
    const { letter } = mail('<p title="{{City | upper}}">{{#if Name}}{{Name}}{{/if}}{{Empty | default: "x"}}</p>');
    expect([letter.fields, letter.optional]).toEqual([
      ['City', 'Name', 'Empty'],
      ['Name', 'Empty'],
    ]);
  });
});

describe('in attributes', () => {
  test.each([
    ['filters', '<p title="{{Name | upper}} {{Empty | default: &quot;x&quot;}}">a</p>', '<p title="ADA x">a</p>', []],
    ['in addresses', '<a href="https://x.example/?n={{Name | lower}}">a</a>', '<a href="https://x.example/?n=ada">a</a>', []],
    ['in styles', '<p style="color:{{Empty | default: \'red\'}}">a</p>', '<p style="color:red">a</p>', []],
    [
      'no conditions',
      '<p title="{{#if Name}}a{{/if}}">b</p>',
      '<p title="a">b</p>',
      ['FIELD_NOT_SUPPORTED', 'FIELD_NOT_SUPPORTED'],
    ],
    [
      'no conditions in titles',
      '<title>{{#if Name}}a{{/if}}{{Name}}</title>',
      '<title>aAda</title>',
      ['FIELD_NOT_SUPPORTED', 'FIELD_NOT_SUPPORTED'],
    ],
  ])('%s', (_, html, body, codes) => {
    const made = mail(html);
    expect([made.body, made.codes]).toEqual([body, codes]);
  });

  test.each([
    ['<a href="{{Empty | default: \'javascript:alert(1)\'}}">x</a>', '<a href="">x</a>'],
    ['<a href="{{Name | prefix: \'javascript:\'}}">x</a>', '<a href="">x</a>'],
    ['<p style="width:{{Name | prefix: \'expr(\'}}">x</p>', '<p style="width:">x</p>'],
    ['<p title="{{Name | prefix: &quot;&gt;&lt;b&gt;&quot;}}">x</p>', '<p title="&gt;&lt;b&gt;Ada">x</p>'],
    ['{{Empty | default: "&lt;script&gt;1&lt;/script&gt;"}}', '&lt;script&gt;1&lt;/script&gt;'],
    ['{{Name | suffix: "&lt;img src=x onerror=1&gt;"}}', 'Ada&lt;img src=x onerror=1&gt;'],
    ['{{#if Name = "&lt;script&gt;"}}a{{else}}b{{/if}}', 'b'],
  ])('what a filter adds is text too: %s', (html, body) => {
    expect(mail(html).body).toBe(body);
  });
});

describe('lines with a policy', () => {
  const drops: MergeScope['drops'] = (fields) => fields.includes('Empty');

  test.each([
    ['a paragraph', '<p>a {{Empty}}</p><p>b {{Name}}</p>', '<p>b Ada</p>'],
    ['a line between breaks', '<p>a<br>b {{Empty}}<br>c</p>', '<p>a<br>c</p>'],
    ['all lines', '<p>{{Empty}}<br>{{Empty}}</p>b', 'b'],
    ['a list item', '<ul><li>a</li><li>{{Empty}}</li></ul>', '<ul><li>a</li></ul>'],
    ['not with a default', '<p>a {{Empty | default: "x"}}</p>', '<p>a x</p>'],
    ['not the whole letter', '<div><p>a</p>{{Empty}}</div>', '<div><p>a</p></div>'],
    ['not a look over several lines', '<p><b>a<br>{{Empty}}</b></p>', '<p><b>a<br></b></p>'],
  ])('%s', (_, html, body) => {
    expect(mail(html, [ADA], drops).body).toBe(body);
  });
});

test('whatever the values say, the tags of the mail are those of the letter', () => {
  const html =
    '<p title="{{A | prefix: \'x\'}}">{{#if A}}<b>{{A | upper}}</b>{{/if}}{{#each}}<i>{{B | default: "-"}}</i>{{/each}}</p><a href="https://x.example/{{B | lower}}">{{A}}</a>';
  const letter = compiled({ kind: 'html', html });
  const nasty = fc.string({
    unit: fc.constantFrom('<', '>', '"', "'", '&', '{{A}}', '{{/if}}', '</p>', '<script>', 'javascript:', 'x', ' ', '=', '\0'),
    maxLength: 10,
  });
  const names = (source: string) => scanHtml(source).flatMap((token) => (token.kind === 'open' ? [token.name] : []));
  fc.assert(
    fc.property(nasty, nasty, nasty, (a, b, c) => {
      const [scope] = scopesOf([
        { A: `x${a}`, B: b },
        { A: a, B: c },
      ]);
      if (scope === undefined) throw new Error('no row');
      expect(names(letter.render(scope).html)).toEqual(['html', 'head', 'meta', 'body', 'p', 'b', 'i', 'i', 'a']);
    }),
    { numRuns: 300 },
  );
});

test('ten thousand tags take bounded time', () => {
  for (const piece of [
    '{{#if Name}}',
    '<p>{{#if Name}}',
    '<tr><td>{{#each}}',
    '{{/if}}</p>',
    '{{#if A}}x{{else}}y{{/if}}',
    '<p>{{Name}}<br>',
  ]) {
    const start = cpuTime();
    mail(piece.repeat(10_000));
    expect(cpuTime() - start).toBeLessThan(20_000);
  }
});
