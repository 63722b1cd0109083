import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { compileLetter } from '../../../../server/merge/renderMessage.ts';
import { PIXEL } from '../../../support/docxOf.ts';
import { compiled, mergeRow } from '../../../support/mergeRow.ts';
import { scopeOf } from '../../../../server/merge/mergeScope.ts';

const merged = (html: string, values: Record<string, string> = {}) => mergeRow(compiled({ kind: 'html', html }), values);
const body = (html: string, values: Record<string, string> = {}) => /<body>(.*)<\/body>/s.exec(merged(html, values).html)?.[1];

describe('letters written as HTML', () => {
  test.each([
    ['a value is text', '<p>Hi {{Name}}</p>', { Name: '<b>&"\'' }, '<p>Hi &lt;b&gt;&amp;&quot;&#39;</p>'],
    ['line breaks', '<p>{{Name}}</p>', { Name: 'a\nb' }, '<p>a<br>b</p>'],
    ['in an attribute', '<p title="{{Name}}">x</p>', { Name: '" onclick="x' }, '<p title="&quot; onclick=&quot;x">x</p>'],
    ['in an attribute without quotes', '<p title={{Name}}>x</p>', { Name: '" onclick=x' }, '<p title="&quot; onclick=x">x</p>'],
    ['torn by tags', '<p>{{<b>First</b> Name}}!</p>', { 'First Name': 'Ada' }, '<p><b>Ada</b>!</p>'],
    ['names with entities', '<p>{{A&nbsp;&amp;&nbsp;B}}</p>', { 'A & B': 'x' }, '<p>x</p>'],
    [
      'a whole address',
      '<a href="{{Url}}">x</a>',
      { Url: 'https://x.example/?a=1&b=2' },
      '<a href="https://x.example/?a=1&amp;b=2">x</a>',
    ],
    [
      'part of an address',
      '<a href="https://x.example/p/{{Id}}?q={{Id}}">x</a>',
      { Id: 'a/b?c&d' },
      '<a href="https://x.example/p/a/b%3Fc%26d?q=a%2Fb%3Fc%26d">x</a>',
    ],
    ['an address that runs code', '<a href="{{Url}}">x</a>', { Url: 'javascript:alert(1)' }, '<a href="">x</a>'],
    ['a style takes a word only', '<p style="color:{{C}}">x</p>', { C: 'red;background:url(x)' }, '<p style="color:">x</p>'],
    ['a style takes a colour', '<p style="color:{{C}}">x</p>', { C: '#ff0000' }, '<p style="color:#ff0000">x</p>'],
    ['a lone less-than sign', '<p>1 < 2 <{{Name}}></p>', { Name: 'b' }, '<p>1 &lt; 2 &lt;b></p>'],
  ])('%s', (_, html, values, wanted) => {
    expect(body(html, values)).toBe(wanted);
  });

  test.each([
    ['a script', '<script>alert("</p>")</script>x', 'x'],
    ['a script that never ends', 'x<script>alert(1)', 'x'],
    ['an event', '<p onclick="x" ONLOAD=y>x</p>', '<p>x</p>'],
    ['an address that runs code', '<a href=" java&#10;script:alert(1)">x</a>', '<a>x</a>'],
    ['a frame', '<iframe src="x">a</iframe>b', 'b'],
    ['a form keeps its text', '<form action="x">a<input value="b"></form>', 'a'],
    ['drawings', '<svg><script>x</script><text>y</text></svg>b', 'b'],
    ['a style that loads', '<p style="width:expression(x)">a</p>', '<p>a</p>'],
    ['an attribute with a broken name', `<p x'y="1" z="2">a</p>`, '<p z="2">a</p>'],
    ['a comment', '<!-- secret {{Name}} -->a', 'a'],
    ['a comment that browsers end earlier', '<!--[if x]>--!><script>b</script><![endif]-->a', 'a'],
    ['a comment with another end', '<!-- secret --!>a', 'a'],
    ['an empty drawing', '<svg width="1"/>a<math/>b', 'ab'],
    ['an empty drawing without attributes', '<svg/>a', 'a'],
    ['a slash that belongs to a value', '<p><svg width=1/>x</p>a', '<p></p>a'],
    ['a film that never ends', '<div><p>a<video src="x"><p>b</p></div>c', '<div><p>a</div>c'],
    ['one that ends and one that does not', '<p><video>x<video>y</video></p>c', '<p></p>c'],
    ['a name in a name', '<scr<script>ipt>a</script>', 'ipt>a'],
  ])('%s does not leave', (_, html, wanted) => {
    expect(body(html)).toBe(wanted);
  });

  test('what a value says is no attribute of its own', () => {
    expect(body('<img/xonload="href="javascript:')).toBe('<img xonload="href=" javascript:>');
  });

  test('no mixture of pieces keeps a script, an event or a scheme that runs code', () => {
    const pieces =
      '< > </ /> <!-- --> --!> " \' = <script </script> <a <img <p <style </style> <title> <textarea> <svg <iframe href=" src=\' onclick= onload=" javascript: data:text/html, {{Name}} x & ; / \n \0'.split(
        ' ',
      );
    const html = fc.array(fc.constantFrom(...pieces, ' '), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(html, (source) => {
        const read = compileLetter({ kind: 'html', html: `x${source}` });
        const out = read.ok ? read.value.render(scopeOf(() => '"><script>1</script><img src=x onerror=1>')).html : '';
        expect(out).not.toMatch(/<(script|iframe|svg)/i);
        for (const [tag] of out.replace(/<!--.*?-->/gs, '').matchAll(/<[a-z][^>]*>/gi)) {
          expect(tag).toMatch(/^<[a-z][^\s"'=>]*(\s+[^\s"'=>]+(="[^"]*")?)*\s*>$/i);
          for (const [, name = '', value = ''] of tag.matchAll(/\s([^\s"=>]+)(?:="([^"]*)")?/g)) {
            expect(name).not.toMatch(/^on/i);
            if (/^(href|src)$/i.test(name)) expect(value).not.toMatch(/^\s*(javascript|data):/i);
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('what is left out is told', () => {
    expect(compiled({ kind: 'html', html: '<p onclick=x>a</p><script>b</script>' }).remarks.map(({ text }) => text)).toEqual([
      'E-mail cannot carry everything in this letter; left out: script, onclick.',
    ]);
  });

  test.each([
    ['<div>a<video>b</div>c', ['LETTER_CUT']],
    ['a<audio>b', ['LETTER_CUT']],
    ['<div>a<video src="x"></div>c', []],
    ['a<video>b</video>c<svg/>d', []],
  ])('words lost after %s are told', (html, codes) => {
    const told = compiled({ kind: 'html', html }).remarks.map((remark) => remark.code);
    expect(told.filter((code) => code !== 'HTML_LEFT_OUT')).toEqual(codes);
  });

  test('a complete document stays one; Outlook’s comments stay', () => {
    const html =
      '<!DOCTYPE html><html lang="en"><head><title>T {{A}}</title><style>p{color:red}</style></head><body><!--[if mso]><b>x</b><![endif]--><p>{{A}}</p></body></html>';
    expect(merged(html, { A: '<' }).html).toBe(html.replaceAll('{{A}}', '&lt;'));
  });

  test('embedded pictures become pictures of the mail', () => {
    const { letter, html } = merged(`<img src="data:image/png;base64,${PIXEL.toString('base64')}" alt="dot">`);
    expect(html).toContain(`<img src="cid:${letter.images[0]?.contentId}" alt="dot">`);
    expect(Buffer.from(letter.images[0]?.bytes ?? [])).toEqual(PIXEL);
  });

  test('plain text: blocks, lists, links, entities', () => {
    const html =
      '<h1>Caf&eacute;</h1><p>Dear {{Name}},<br>see <a href="https://x.example">here</a></p><ul><li>a</li><li>b</li></ul><script>no</script>';
    expect(merged(html, { Name: 'Ada & Bob' }).text).toBe('Café\n\nDear Ada & Bob,\nsee here (https://x.example)\n\n- a\n- b');
  });

  test('an empty letter is refused', () => {
    expect(compileLetter({ kind: 'html', html: '  ' })).toMatchObject({ ok: false, code: 'LETTER_UNREADABLE' });
  });
});
