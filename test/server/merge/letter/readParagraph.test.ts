/** Word markup → words of the mail: fields in every form Word writes them, and everything around them. */
import { describe, expect, test } from '@jest/globals';
import { code, field, mark, p, r, simple } from '../../../support/docxOf.ts';
import { mergeRow, wordLetter, wordsOf } from '../../../support/mergeRow.ts';

const row = { Name: 'Ada', City: 'London', Empty: '' };
const link = { rId9: { type: 'hyperlink', target: 'https://example.com/x', external: true } };

const name = field('MERGEFIELD Name');
/** An IF whose left side is a field. */
const choice = (left: string, rest: string) =>
  `${mark('begin')}${code(' IF ')}${left}${rest}${mark('separate')}${r('last')}${mark('end')}`;

describe('words of the mail', () => {
  test.each([
    ['a simple field', p(r('Hi ') + simple(' MERGEFIELD Name ')), 'Hi Ada'],
    ['a complex field', p(r('Hi ') + field(' MERGEFIELD Name ') + r('!')), 'Hi Ada!'],
    [
      'code torn over runs',
      p(
        mark('begin') +
          code(' MERGE') +
          code('FIE', '<w:b/>') +
          code('LD Na') +
          code('me ') +
          mark('separate') +
          r('«N') +
          r('ame»') +
          mark('end'),
      ),
      'Ada',
    ],
    ['no separator and no result', p(`${mark('begin')}${code('MERGEFIELD Name')}${mark('end')}`), 'Ada'],
    [
      'a field over two paragraphs',
      p(r('A ') + mark('begin') + code('MERGEFIELD Name')) +
        p(mark('separate') + r('«Name»') + mark('end') + r(' B')) +
        p(r('C')),
      'A Ada B C',
    ],
    [
      'a result of two paragraphs',
      p(mark('begin') + code('MERGEFIELD Name') + mark('separate') + r('old')) + p(r('older') + mark('end') + r('.')),
      'Ada.',
    ],
    ['a field in the result of another', p(field('QUOTE', r('x ') + field('MERGEFIELD Name') + r(' y'))), 'x Ada y'],
    ['a field in a simple field', p(simple('QUOTE', r('x ') + field('MERGEFIELD Name'))), 'x Ada'],
    ['curly in one run', p(r('Hi {{Name}}!')), 'Hi Ada!'],
    [
      'curly torn over runs',
      p(r('Hi {') + r('{', '<w:b/>') + r('Na') + '<w:proofErr w:type="spellStart"/>' + r('me}', '<w:i/>') + r('}!')),
      'Hi Ada!',
    ],
    ['both kinds in one line', p(r('{{Name}} of ') + field('MERGEFIELD City')), 'Ada of London'],
    ['curly with blanks and underscores', p(r('{{ na_me }}')), 'Ada'],
    ['curly around a field stays text', p(r('{{') + field('MERGEFIELD Name') + r('}}')), '{{Ada}}'],
    [
      'insertions stay, deletions go',
      p(`<w:ins w:id="1">${r('new ')}</w:ins><w:del w:id="2"><w:r><w:delText>old</w:delText></w:r></w:del>${r('text')}`),
      'new text',
    ],
    ['a deleted paragraph mark joins lines', p(r('one '), '<w:rPr><w:del w:id="1"/></w:rPr>') + p(r('two')), 'one two'],
    ['moved text stands once', p(`<w:moveFrom w:id="1">${r('x')}</w:moveFrom><w:moveTo w:id="2">${r('x')}</w:moveTo>`), 'x'],
    ['hidden text', p(r('seen ') + r('hidden', '<w:vanish/>') + r('too')), 'seen too'],
    ['breaks and tabs', p('<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>'), 'a b c'],
    [
      'special characters',
      p('<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'),
      'a\u2011b✓',
    ],
    [
      'content controls',
      `<w:sdt><w:sdtContent>${p(`${r('a ')}<w:sdt><w:sdtContent>${r('b')}</w:sdtContent></w:sdt>`)}</w:sdtContent></w:sdt>`,
      'a b',
    ],
    ['custom XML and smart tags', p(`<w:smartTag>${r('a')}</w:smartTag><w:customXml>${r('b')}</w:customXml>`), 'ab'],
    [
      'a choice we understand',
      p(
        `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:t>new</w:t></mc:Choice><mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r>`,
      ),
      'new',
    ],
    [
      'a choice we do not',
      p(
        `<w:r><mc:AlternateContent><mc:Choice Requires="zzz"><w:t>new</w:t></mc:Choice><mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r>`,
      ),
      'old',
    ],
    [
      'text of a box follows its paragraph',
      p(
        `${r('before')}<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${p(r('in {{Name}}'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>${r(' after')}`,
      ),
      'before after in Ada',
    ],
    ['a page number keeps its text', p(r('page ') + field(' PAGE ', r('3'))), 'page 3'],
    ['IF shows the text for this row', p(choice(name, code(' = "Ada" "for her" "for them"'))), 'for her'],
    [
      'fields and paragraphs inside the texts of an IF',
      p(mark('begin') + code('IF ') + name + code(' = "Ada" "of ') + field('MERGEFIELD City') + code(',')) +
        p(code('UK" "b"') + mark('separate') + r('last') + mark('end') + r('.')),
      'of London, UK.',
    ],
    ['an IF in an IF', p(choice(name, code(' = "Bob" "b" "') + choice(name, code(' = "Ada" "inner" "x"')) + code('"'))), 'inner'],
    [
      'a field in braces in the text of an IF',
      p(choice(name, code(' = "Ada" "Dear {{Na') + code('me}} of {{City}}" "b"'))),
      'Dear Ada of London',
    ],
    ['braces on the left side of an IF', p(choice(code('"{{Name}}"'), code(' = "Ada" "yes" "no"'))), 'yes'],
    [
      'special characters and plain runs in the text of an IF',
      p(
        choice(
          name,
          code(' = "Ada" "a') +
            '<w:r><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' +
            r(' and ') +
            field('MERGEFIELD City') +
            code('" "b"'),
        ),
      ),
      'a\u2011✓ and London',
    ],
    ['a page break between words', p('<w:r><w:t>Dear Bob</w:t><w:br w:type="page"/><w:t>Yours</w:t></w:r>'), 'Dear Bob Yours'],
    ['code that is no IF keeps its last text', p(field('IF 1 about 2 a b', r('kept'))), 'kept'],
    ['a last text with chevrons never leaves', p(r('x') + field('TOC \\o', r('«Name»')) + r('y')), 'xy'],
  ])('%s', (_, body, words) => {
    const { html, text } = mergeRow(wordLetter(body, { relationships: link }), row);
    expect(wordsOf(html)).toBe(words);
    expect(text.replace(/\s+/g, ' ')).toBe(words);
  });

  test('a field that never ends swallows nothing and is told', () => {
    const { html, letter } = mergeRow(wordLetter(p(r('a ') + mark('begin') + code('MERGEFIELD Name')) + p(r('b {{City}}'))), row);
    expect(wordsOf(html)).toBe('a b London');
    expect(letter.remarks.map((remark) => remark.code)).toEqual(['FIELD_NOT_CLOSED']);
  });

  test('a page break at the beginning or end of a paragraph is no line of the mail', () => {
    const page = '<w:r><w:br w:type="page"/></w:r>';
    expect(mergeRow(wordLetter(p(page + r('a')) + p(r('b') + page)), row).html).not.toContain('<br');
  });

  test('a link and a table in the text of an IF are in the mail', () => {
    const body =
      p(mark('begin') + code('IF ') + name + code(' = "Ada" "') + field('HYPERLINK "https://x.example"', r('words'))) +
      `<w:tbl><w:tr><w:tc>${p(r('cell'))}</w:tc></w:tr></w:tbl>` +
      p(code('" "b"') + mark('separate') + r('last') + mark('end'));
    const { html, letter } = mergeRow(wordLetter(body), row);
    expect(letter.remarks).toEqual([]);
    expect(wordsOf(html)).toBe('words cell');
    expect(html).toContain('<a href="https://x.example"');
    expect(html).toMatch(/<table[^>]*>.*cell.*<\/table>/);
    expect(wordsOf(mergeRow(wordLetter(body), { Name: 'Bob' }).html)).toBe('b');
  });

  test.each(['FORMDROPDOWN', 'SYMBOL 252 \\f Wingdings', 'EQ \\f(1,2)'])('%s that shows nothing is told', (instruction) => {
    const bare = p(`${r('a')}${mark('begin')}${code(instruction.replaceAll('"', '&quot;'))}${mark('end')}`);
    expect(wordLetter(bare).remarks.map((remark) => remark.code)).toEqual(['FIELD_NOT_SUPPORTED']);
    expect(wordLetter(p(field(instruction, r('shown')))).remarks).toEqual([]);
    expect(wordLetter(p(field(instruction, field('MERGEFIELD Name')))).remarks).toEqual([]);
  });

  test.each([
    ['<w:checkBox><w:default w:val="0"/></w:checkBox>', 'FORMCHECKBOX', '☐'],
    ['<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', 'FORMCHECKBOX', '☒'],
    ['<w:ddList><w:result w:val="1"/><w:listEntry w:val="A"/><w:listEntry w:val="B"/></w:ddList>', 'FORMDROPDOWN', 'B'],
    ['<w:ddList><w:listEntry w:val="A"/></w:ddList>', 'FORMDROPDOWN', 'A'],
  ])('state of a form %s', (state, instruction, shown) => {
    const begin = `<w:r><w:fldChar w:fldCharType="begin"><w:ffData>${state}</w:ffData></w:fldChar></w:r>`;
    const { html, letter } = mergeRow(
      wordLetter(p(begin + code(instruction) + mark('separate') + mark('end') + r(' urgent'))),
      row,
    );
    expect([wordsOf(html), letter.remarks]).toEqual([`${shown} urgent`, []]);
  });

  test('what a style hides in the code of a field is no code', () => {
    const styles =
      '<w:style w:type="character" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>' +
      '<w:style w:type="character" w:styleId="Small"><w:basedOn w:val="Note"/></w:style>';
    const aside = r(' aside', '<w:rStyle w:val="Small"/>');
    const body = p(mark('begin') + code('IF 1 = 1 "') + r('yes') + aside + code('" "" \\* Upper') + mark('end'));
    expect(wordsOf(mergeRow(wordLetter(body, { styles }), row).html)).toBe('YES');
  });

  test('an end without a beginning, and a field that would leave its cell', () => {
    const cell = (inside: string) => `<w:tc>${inside}</w:tc>`;
    const body =
      p(mark('end') + r('a')) +
      `<w:tbl><w:tr>${cell(p(mark('begin') + code('MERGEFIELD Name')))}${cell(p(mark('end') + r('b')))}</w:tr></w:tbl>`;
    expect(wordsOf(mergeRow(wordLetter(body), row).html)).toBe('a b');
  });
});

describe('fields of the letter', () => {
  test('in order of appearance, each once, whatever its spelling', () => {
    const letter = wordLetter(
      p(field('MERGEFIELD First_Name') + r('{{City}}')) + p(simple('MERGEFIELD &quot;first name&quot;') + r('{{Zip}}')),
    );
    expect(letter.fields).toEqual(['First_Name', 'City', 'Zip']);
  });

  test('those in links count, those inside unsupported code do not', () => {
    const body = p(
      field(' HYPERLINK "https://x.example/', r('click')).replace('https://x.example/', `https://x.example/{{Id}}" `) +
        choice(field('MERGEFIELD Secret'), code(' about 1 a b')),
    );
    expect(wordLetter(body).fields).toEqual(['Id']);
  });

  test('tags of other tools are told and left out', () => {
    const { html, letter } = mergeRow(wordLetter(p(r('a{{@logo}}b'))), row);
    expect(wordsOf(html)).toBe('ab');
    expect(letter.fields).toEqual([]);
    expect(letter.remarks.map((remark) => remark.code)).toEqual(['FIELD_NOT_SUPPORTED']);
  });

  test('braces that are not closed are told', () => {
    expect(wordLetter(p(r('a {{Name')) + p(r('}} b'))).remarks.map((remark) => remark.code)).toEqual([
      'BRACES_OPEN',
      'BRACES_OPEN',
    ]);
  });
});

describe('look of a value', () => {
  test.each([
    ['of the result', field('MERGEFIELD Name', r('«Name»', '<w:b/>')), 'font-weight:bold'],
    [
      'of the code with CHARFORMAT',
      `${mark('begin')}${code('MERGEFIELD Name \\* CHARFORMAT', '<w:color w:val="FF0000"/>')}${mark('separate')}${r('x', '<w:b/>')}${mark('end')}`,
      'color:#ff0000',
    ],
    ['of the first torn run', r('{{Na', '<w:i/>') + r('me}}', '<w:b/>'), 'font-style:italic'],
  ])('%s', (_, inside, css) => {
    const { html } = mergeRow(wordLetter(p(inside)), row);
    expect(html).toMatch(new RegExp(`<p style="[^"]*${css}[^"]*">Ada</p>`));
    expect(html.includes('font-weight:bold')).toBe(css === 'font-weight:bold');
  });

  test('line breaks in a value are line breaks in the mail', () => {
    const { html, text } = mergeRow(wordLetter(p(r('{{Name}}'))), { Name: 'one\r\ntwo\nthree' });
    expect(html).toContain('one<br>two<br>three');
    expect(text).toBe('one\ntwo\nthree');
  });
});

describe('links', () => {
  test('by relationship, with a field in the address as Word escapes it', () => {
    const target = { rId9: { type: 'hyperlink', target: 'https://example.com/?id=%7b%7bName%7d%7d', external: true } };
    const { html, text } = mergeRow(
      wordLetter(p(`<w:hyperlink r:id="rId9">${r('here')}</w:hyperlink>`), { relationships: target }),
      { Name: 'a&b c' },
    );
    expect(html).toContain('<a href="https://example.com/?id=a%26b%20c"');
    expect(text).toBe('here (https://example.com/?id=a%26b%20c)');
  });

  test.each([
    ['javascript', 'javascript:alert(1)'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:text/html,x'],
  ])('%s leads nowhere', (_, target) => {
    const relationships = { rId9: { type: 'hyperlink', target, external: true } };
    const { html } = mergeRow(wordLetter(p(`<w:hyperlink r:id="rId9">${r('here')}</w:hyperlink>`), { relationships }), row);
    expect(html).not.toContain('<a');
    expect(wordsOf(html)).toBe('here');
  });

  test.each([
    ['https://ok.example/a?b=1', 'https://ok.example/a?b=1'],
    ['www.ok.example', 'https://www.ok.example'],
    ['ada@ok.example', 'mailto:ada@ok.example'],
    ['java\tscript:alert(1)', null],
    [' JAVASCRIPT:alert(1)', null],
    ['x" onclick="alert(1)', 'x%22%20onclick=%22alert(1)'],
  ])('a whole address from the list: %s', (value, href) => {
    const { html } = mergeRow(wordLetter(p(field(' HYPERLINK "{{Url}}" ', r('go')))), { Url: value });
    if (href === null) expect(html).not.toContain('href');
    else expect(html).toContain(`href="${href}"`);
  });

  test('a place inside the letter is no link', () => {
    const { html } = mergeRow(
      wordLetter(p(`<w:hyperlink w:anchor="top">${r('up')}</w:hyperlink>${field('HYPERLINK \\l "top"', r('and up'))}`)),
      row,
    );
    expect(html).not.toContain('<a');
  });
});
