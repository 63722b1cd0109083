import { describe, expect, test } from '@jest/globals';
import { compileSubject } from '../../../server/merge/compileSubject.ts';
import { code, field, mark, p, r } from '../../support/docxOf.ts';
import { wordLetter } from '../../support/mergeRow.ts';

const title = field('MERGEFIELD Title');
const name = field('MERGEFIELD Name');
const choice = (inside: string) => p(`${mark('begin')}${code(' IF ')}${inside}${mark('separate')}${r('x')}${mark('end')}`);

describe('a field that its letter asks for first needs no value', () => {
  test.each<[string, string, string[]]>([
    ['shown where it is not empty', choice(title + code(' &lt;&gt; "" "') + title + code(' "')), ['Title']],
    ['shown on the other side of "is empty"', choice(title + code(' = "" "" "') + title + code(' "')), ['Title']],
    ['asked the other way round', choice(code('"" = ') + title + code(' "" "') + title + code('"')), ['Title']],
    ['shown where it is empty: it is missed there', choice(title + code(' = "" "') + title + code('" "x"')), []],
    ['compared with a text: it may be empty all the same', choice(title + code(' &lt;&gt; "Dr" "') + title + code('"')), []],
    ['shown elsewhere too', choice(title + code(' = "" "" "') + title + code('"')) + p(title), []],
    ['another field beside it is missed', choice(title + code(' = "" "" "') + title + name + code('"')), ['Title']],
  ])('%s', (_, body, optional) => {
    expect(wordLetter(body).optional).toEqual(optional);
  });

  test('{{#if}} does the same, in letters and subjects', () => {
    expect(wordLetter(p(r('{{#if Title}}{{Title}} {{/if}}{{Name}}'))).optional).toEqual(['Title']);
    expect(compileSubject('{{#if Title}}{{Title}} {{/if}}{{Name}}').optional).toEqual(['Title']);
  });
});
