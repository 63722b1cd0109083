import { describe, expect, test } from '@jest/globals';
import { wordsFor } from '../../../addin/ui/errorText.ts';
import { errorText, ownErrorText } from '../../../addin/ui/texts/errorTexts.ts';
import { supportText } from '../../../addin/ui/Problem.tsx';
import { ERRORS } from '../../../shared/api/errors.ts';

describe('error texts', () => {
  test('every code has a heading and a next step', () => {
    expect(Object.keys(errorText).toSorted()).toEqual(Object.keys(ERRORS).toSorted());
  });

  test.each(Object.entries({ ...errorText, ...ownErrorText }))('%s is said to a person', (_, { title, next }) => {
    expect(title).toMatch(/^[A-Z][^.]{8,60}$/);
    expect(next).toMatch(/^[A-Z].*[.]$/);
    expect(`${title} ${next}`).not.toMatch(/provider|token|payload|HTTP|JSON|Graph|OAuth/i);
  });

  test('a code from a newer server is not a blank', () => {
    expect(wordsFor('SOMETHING_NEW')).toEqual(errorText.INTERNAL);
  });

  test('support gets every code there is', () => {
    const provider = { error: 'invalid_grant', code: 'AADSTS50173', correlationId: 'corr', help: 'x' };
    expect(supportText({ code: 'CONNECT_FAILED', sentence: 's', requestId: 'r1', provider, details: { a: 1 } })).toBe(
      'code: CONNECT_FAILED\nrequest: r1\nservice: AADSTS50173\ncorrelation: corr\ndetails: {\n "a": 1\n}',
    );
  });
});
