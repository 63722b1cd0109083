/** Lines that would be empty go, and lines with a field whose policy says so. */
import { describe, expect, test } from '@jest/globals';
import { dropLines } from '../../../../server/merge/markup/dropLines.ts';
import { choiceNode, linkNode, paragraphLike, runOf, valueNode } from '../../../../server/merge/markup/newMarkup.ts';
import { fieldSlot, type MergeScope, type Slot } from '../../../../server/merge/mergeScope.ts';
import type { Xml } from '../../../../server/merge/ooxml/parseXml.ts';
import { p, r } from '../../../support/docxOf.ts';
import { merged, resolved, scopesOf, shown, storyOf, typed, typedTable } from '../../../support/storyText.ts';
import { cpuTime } from '../../../support/cpuTime.ts';

const ROW = { Name: 'Ada', Street: '', City: 'London', Zip: '', Company: '' };
const br = '<w:r><w:br/></w:r>';

describe('a line that would be empty', () => {
  test.each([
    ['a paragraph of one empty value', typed('a', '{{Company}}', 'b'), 'a¶b¶'],
    ['with blanks and tabs', p(`${r(' ')}<w:r><w:tab/></w:r>${r('{{Company}} ')}`) + typed('b'), 'b¶'],
    ['several empty values', typed('{{Company}} {{Zip}}', 'b'), 'b¶'],
    ['one of them filled', typed('{{Company}} {{City}}'), ' London¶'],
    ['words beside it', typed('at {{Company}}'), 'at ¶'],
    ['punctuation beside it', typed('{{Zip}},'), ',¶'],
    ['no value at all', typed('a', '', 'b'), 'a¶¶b¶'],
    ['a condition that shows nothing', typed('{{#if Company}}for {{Company}}{{/if}}', 'b'), 'b¶'],
    ['a condition that shows words', typed('{{#if Name}}x{{/if}}', 'b'), 'x¶b¶'],
    ['a default', typed('{{Company | default: "-"}}'), '-¶'],
    ['a picture beside it', p(`${r('{{Company}}')}<w:r><w:drawing/></w:r>`), '¶'],
    ['a page break beside it', p(`${r('{{Company}}')}<w:r><w:br w:type="page"/></w:r>`), '/¶'],
    ['the end of a section', p(r('{{Company}}'), '<w:sectPr/>'), '¶'],
  ])('%s', (_, body, wanted) => {
    expect(merged(body, ROW)).toBe(wanted);
  });

  test.each([
    ['in the middle', '{{Name}}|{{Street}}|{{City}}', 'Ada/London¶'],
    ['at the beginning', '{{Street}}|{{City}}|x', 'London/x¶'],
    ['at the end', 'x|{{City}}|{{Street}}', 'x/London¶'],
    ['the first two', '{{Street}}|{{Zip}}|{{City}}', 'London¶'],
    ['all but fixed words', '{{Street}}|x|{{Zip}}', 'x¶'],
    ['all', '{{Street}}|{{Zip}}', ''],
    ['empty lines that were meant', '{{Name}}||{{City}}', 'Ada//London¶'],
    ['none', '{{Name}}|{{City}}', 'Ada/London¶'],
  ])('between line breaks: %s', (_, text, wanted) => {
    const inside = text.split('|').map((line) => r(line));
    expect(merged(p(inside.join(br)), ROW)).toBe(wanted);
    const inOneRun = `<w:r><w:t>${text.split('|').join('</w:t><w:br/><w:t>')}</w:t></w:r>`;
    expect(merged(p(inOneRun), ROW)).toBe(wanted);
  });

  test('a cell keeps its only paragraph, and loses one of several', () => {
    expect(merged(typedTable(['{{Company}}', ['{{Company}}', 'x']]), ROW)).toBe('[¶|x¶|]');
  });

  test('in a repeat each row answers for itself', () => {
    const body = typed('{{#each}}', '{{A}}', '{{/each}}');
    expect(merged(body, { A: 'x' }, { A: '' }, { A: 'y' })).toBe('x¶y¶');
  });
});

describe('a policy that takes the line away', () => {
  const dropping = (body: string, fields: string[], row: Record<string, string> = ROW) => {
    const [scope] = scopesOf([row]);
    if (scope === undefined) throw new Error('no row');
    const drops: MergeScope['drops'] = (names) => names.some((name) => fields.includes(name) && (row[name] ?? '') === '');
    return shown(resolved(storyOf(body)).story, { ...scope, drops, rows: [{ ...scope, drops }] });
  };

  test.each([
    ['the paragraph', typed('Your company {{Company}}.', 'b'), 'b¶'],
    ['another field is empty', typed('Your zip {{Zip}}.', 'b'), 'Your zip .¶b¶'],
    ['the line between breaks', p(r('a') + br + r('at {{Company}}') + br + r('c')), 'a/c¶'],
    ['words of a cell that stays', typedTable(['at {{Company}}', 'b']), '[¶|b¶|]'],
    ['not where the field is not shown', typed('{{#if Name}}x{{else}}{{Company}}{{/if}} y'), 'x y¶'],
    ['not where a condition only asks', typed('a{{#if Company}}b{{/if}}c'), 'ac¶'],
    ['not where the letter has its own word for it', typed('at {{Company | default: "home"}}'), 'at home¶'],
    ['not a paragraph with a picture', p(`${r('a{{Company}}')}<w:r><w:drawing/></w:r>`), 'a¶'],
  ])('%s', (_, body, wanted) => {
    expect(dropping(body, ['Company'])).toBe(wanted);
  });
});

describe('places of Word fields', () => {
  const body = (...nodes: Xml[]): Xml => ({ name: 'w:body', attributes: {}, children: [paragraphLike(null, nodes)] });
  const setter: Slot = {
    fields: [],
    evaluate: (scope) => {
      scope.bookmarks.set('x', `${scope.bookmarks.get('x') ?? ''}1`);
      return '';
    },
  };
  const reader: Slot = { fields: [], evaluate: (scope) => scope.bookmarks.get('x') ?? '' };

  test('what SET puts down counts once, also where its line goes', () => {
    const [scope] = scopesOf([ROW]);
    if (scope === undefined) throw new Error('no row');
    expect(shown(dropLines(body(valueNode(setter), valueNode(reader))), scope)).toBe('1¶');
    scope.bookmarks.clear();
    const two: Xml = {
      ...body(),
      children: [paragraphLike(null, [valueNode(setter)]), paragraphLike(null, [valueNode(reader)])],
    };
    expect(shown(dropLines(two), scope)).toBe('1¶');
  });

  test.each([
    ['a link without words', [linkNode([fieldSlot('Name')], null, [valueNode(fieldSlot('Street'))])], ''],
    ['a link with words', [linkNode([fieldSlot('Street')], null, [runOf('go')])], 'go¶'],
    ['a value in the code of a field', [valueNode(fieldSlot('Street'), undefined, true)], '¶'],
    ['an IF without its other text', [choiceNode({ fields: [], holds: () => false }, [runOf('a')], [])], ''],
  ])('%s', (_, nodes, wanted) => {
    const [scope] = scopesOf([ROW]);
    if (scope === undefined) throw new Error('no row');
    expect(shown(dropLines(body(...nodes)), scope)).toBe(wanted);
  });
});

test('a thousand lines in one paragraph take bounded time', () => {
  const start = cpuTime();
  merged(p(Array.from({ length: 3000 }, () => r('{{Street}}')).join(br)), ROW);
  expect(cpuTime() - start).toBeLessThan(20_000);
});
