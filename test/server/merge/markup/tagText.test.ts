/** Tags are found wherever Word tore them. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { splitFields } from '../../../../shared/merge/fieldNames.ts';
import { childOf, elementsOf, isElement, type Xml } from '../../../../server/merge/ooxml/parseXml.ts';
import { field, p, r } from '../../../support/docxOf.ts';
import { codesOf, merged, resolved, storyOf, typed } from '../../../support/storyText.ts';
import { cpuTime } from '../../../support/cpuTime.ts';

const ROW = { Name: 'Ada', 'First Name': 'Ada', City: 'London', 详情: '中', 'a.b': 'dot', $x: 'dollar', Company: '' };

describe('torn tags', () => {
  test('in every position', () => {
    const text = 'a{{First Name | upper}}b';
    for (let one = 1; one < text.length; one += 1) {
      for (const two of [one, Math.min(one + 1, text.length - 1), text.length - 2]) {
        const [from, to] = [Math.min(one, two), Math.max(one, two)];
        const torn = [text.slice(0, from), text.slice(from, to), text.slice(to)].filter((piece) => piece !== '').join('~');
        expect(merged(typed(torn), ROW)).toBe('aADAb¶');
      }
    }
  });

  test('letter by letter, with conditions', () => {
    const text = '{{#if Name}}yes{{else}}no{{/if}} {{City}}'.split('').join('~');
    expect(merged(typed(text), ROW)).toBe('yes London¶');
  });

  test.each([
    ['spelling marks between', `${r('{{Na')}<w:proofErr w:type="spellStart"/>${r('me}}')}`, 'Ada'],
    ['bookmarks between', `${r('{{Na')}<w:bookmarkStart w:id="1" w:name="x"/>${r('me}}')}<w:bookmarkEnd w:id="1"/>`, 'Ada'],
    ['page marks of the last print', '<w:r><w:t>{{Na</w:t><w:lastRenderedPageBreak/><w:t>me}}</w:t></w:r>', 'Ada'],
    ['soft hyphens', '<w:r><w:t>{{Na</w:t><w:softHyphen/><w:t>me}}</w:t></w:r>', 'Ada'],
    ['a line break', '<w:r><w:t>{{First</w:t><w:br/><w:t>Name}}</w:t></w:r>', 'Ada'],
    ['a tab', '<w:r><w:t>{{First</w:t><w:tab/><w:t>Name}}</w:t></w:r>', 'Ada'],
    ['fixed blanks', r('{{First\u00a0Name}}'), 'Ada'],
    ['beginning in a link', `<w:hyperlink r:id="x">${r('{{Na')}</w:hyperlink>${r('me}} x')}`, 'Ada x'],
    ['ending in a link', `${r('x {{Na')}<w:hyperlink r:id="x">${r('me}}')}</w:hyperlink>`, 'x Ada'],
    ['in a content control', `<w:sdt><w:sdtPr/><w:sdtContent>${r('{{Name}}')}</w:sdtContent></w:sdt>`, 'Ada'],
    ['several in one run', r('{{Name}}{{City}}, {{Name}}'), 'AdaLondon, Ada'],
    ['Chinese, dots, signs', r('{{详情}}{{a.b}}{{$x}}'), '中dotdollar'],
  ])('%s', (_, inside, wanted) => {
    expect(merged(p(inside), ROW)).toBe(`${wanted}¶`);
  });

  test('a picture or a field inside the braces is no name', () => {
    expect(merged(p(r('{{') + field('PAGE', r('1')) + r('}}')), ROW)).toContain('{{');
    expect(codesOf(p(`${r('{{Na')}<w:r><w:drawing/></w:r>${r('me}}')}`))).toEqual(['BRACES_OPEN']);
  });

  test('braces over two paragraphs stay, and are told', () => {
    expect(merged(typed('a {{Name', '}} b'), ROW)).toBe('a {{Name¶}} b¶');
    expect(codesOf(typed('a {{Name', '}} b'))).toEqual(['BRACES_OPEN', 'BRACES_OPEN']);
  });
});

describe('the look', () => {
  const looks = (inside: string): (string | undefined)[] => {
    const values: Xml[] = [];
    const visit = (node: Xml) =>
      elementsOf(node).forEach((child) => (child.place?.kind === 'value' ? values.push(child) : visit(child)));
    visit(resolved(storyOf(p(inside))).story);
    return values.map((value) => elementsOf(childOf(value, 'w:rPr'))[0]?.name);
  };

  test.each([
    ['of its run', r('{{Name}}', '<w:b/>'), ['w:b']],
    ['of the first run', r('{{Na', '<w:i/>') + r('me}}', '<w:b/>'), ['w:i']],
    ['of a run without any', r('{{Na') + r('me}}', '<w:b/>'), [undefined]],
    ['of the run in which the braces begin', r('a {', '<w:u/>') + r('{Name}}', '<w:b/>'), ['w:u']],
  ])('%s', (_, inside, wanted) => {
    expect(looks(inside)).toEqual(wanted);
  });

  test('what is left of a run keeps its look and its blanks', () => {
    const { story } = resolved(storyOf(p(r('Hi {{Name}} !', '<w:b/>'))));
    const [before, , after] = elementsOf(childOf(story, 'w:p'));
    const shape = (run: Xml | undefined) =>
      elementsOf(run).map(({ name, attributes }) => `${name} ${attributes['xml:space'] ?? ''}`);
    expect([shape(before), shape(after)]).toEqual([
      ['w:rPr ', 'w:t preserve'],
      ['w:rPr ', 'w:t preserve'],
    ]);
  });
});

test.each([
  ['{{@logo}}', ['FIELD_NOT_SUPPORTED']],
  ['{{>part}}', ['FIELD_NOT_SUPPORTED']],
  ['{{!note}}', ['FIELD_NOT_SUPPORTED']],
  ['{{^Name}}', ['FIELD_NOT_SUPPORTED']],
  ['{{#Name}}', ['FIELD_NOT_SUPPORTED']],
  ['{{&Name}}', ['FIELD_NOT_SUPPORTED']],
  ['{{Name | shout}}', ['FILTER_NOT_SUPPORTED']],
])('tags of other tools are told and left out: %s', (tag, codes) => {
  expect(codesOf(typed(`a ${tag} b`))).toEqual(codes);
  expect(merged(typed(`a${tag}b`), ROW)).toBe(codes[0] === 'FILTER_NOT_SUPPORTED' ? 'aAdab¶' : 'ab¶');
});

test('a letter without braces stays the same object', () => {
  const story = storyOf(typed('nothing', 'here') + p(field('PAGE', r('1'))));
  expect(resolved(story).story).toBe(story);
});

test('no input leaves anything that is a tag', () => {
  const piece = fc.constantFrom(
    ...'{{ }} { } {{Name}} {{#if {{#if} Name}} {{else}} {{/if}} {{#each}} {{/each}} {{else if {{@number}} {{x | upper}} {{x | {{#unless {{/rows}} = > "a" ~ ~'.split(
      ' ',
    ),
    'a',
    ' ',
  );
  const paragraphs = fc.array(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(paragraphs, fc.boolean(), (texts, filled) => {
      const out = merged(typed(...texts), filled ? { Name: 'Ada', a: 'x' } : {}, {});
      for (const line of out.split('¶')) {
        // What is typed is cut first, so only words that happen to meet again where a tag went away can look like one.
        const left = splitFields(line).filter((part) => part.kind !== 'text');
        if (left.length > 0) expect(texts.join('').replaceAll('~', '')).toMatch(/\{\{?[^{}]*\{\{|\}\}[^{}]*\}\}?/);
      }
      expect(isElement(resolved(storyOf(typed(...texts))).story)).toBe(true);
      expect(JSON.stringify(resolved(storyOf(typed(...texts))).story)).not.toContain('merge:tag');
    }),
    { numRuns: 400 },
  );
});

test('ten thousand tags take bounded time', () => {
  const many = (text: string) => typed(...Array.from({ length: 100 }, () => text.repeat(100)));
  for (const text of [
    '{{Name}}',
    '{{#if Name}}',
    '{{/if}}',
    '{{#if A}}x{{else}}y{{/if}}',
    '{{#each}}',
    '{{else if A}}',
  ] as const) {
    const start = cpuTime();
    merged(many(text), ROW);
    merged(typed(text.repeat(10_000)), ROW);
    expect(cpuTime() - start).toBeLessThan(30_000);
  }
});
