import { describe, expect, test } from '@jest/globals';
import { chooseColumn } from '../../../addin/merge/chooseColumn.ts';
import { sampleSubject } from '../../../addin/merge/sampleSubject.ts';
import type { Filled } from '../../../addin/merge/wizard.ts';
import { list } from '../../support/fakeData.ts';

const draft: Pick<Filled, 'list' | 'columns'> = {
  list: { ...list, headers: ['First Name', 'Nickname', 'E-Mail'], firstRows: [['Renée', 'Ré', 'r@example.com']] },
  columns: { First_Name: 'First Name', Ghost: null },
};

describe('the subject as the first person gets it', () => {
  test.each([
    ['Hello {{First Name}}', 'Hello Renée'],
    ['Hello {{ first_name }}!', 'Hello Renée!'],
    ['{{Nickname}}, hello', 'Ré, hello'],
    ['Hello {{Ghost}}', 'Hello {{Ghost}}'],
    ['Hello {{Unknown}}', 'Hello {{Unknown}}'],
    ['No field at all', 'No field at all'],
    ['Half open {{First', 'Half open {{First'],
    ['', ''],
  ])('%s → %s', (subject, sample) => {
    expect(sampleSubject(subject, draft)).toBe(sample);
  });

  test('a column that was chosen by hand counts', () => {
    expect(sampleSubject('Hi {{First Name}}', { ...draft, columns: { First_Name: 'Nickname' } })).toBe('Hi Ré');
  });

  test.each(['Hi {{First Name | upper}}', '{{#if First Name}}Hi{{/if}}'])(
    '%s has no sample here: only the server knows it',
    (subject) => {
      expect(sampleSubject(subject, draft)).toBe('');
    },
  );
});

describe('choosing a column', () => {
  test('what matches by itself is not written down', () => {
    expect(chooseColumn(draft, 'Ghost', 'Nickname')).toEqual({ Ghost: 'Nickname' });
  });

  test('earlier choices are sent along, "no column" as an empty text', () => {
    const chosen = { ...draft, columns: { First_Name: 'Nickname', Nickname: null, Ghost: null } };
    expect(chooseColumn(chosen, 'Ghost', 'E-Mail')).toEqual({ First_Name: 'Nickname', Nickname: '', Ghost: 'E-Mail' });
  });

  test('going back to the automatic match is a choice as well', () => {
    const chosen = { ...draft, columns: { First_Name: 'Nickname' } };
    expect(chooseColumn(chosen, 'First_Name', 'First Name')).toEqual({ First_Name: 'First Name' });
  });
});
