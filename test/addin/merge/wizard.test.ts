import { describe, expect, test } from '@jest/globals';
import type { Failure } from '../../../addin/api/call.ts';
import type { Step, Wizard, WizardAction } from '../../../addin/merge/wizard.ts';
import { EMPTY_WIZARD, mayGo, STEPS, wizard } from '../../../addin/merge/wizard.ts';
import type { Campaign } from '../../../shared/api/campaigns.ts';
import { checkedDraft, emptyDraft, letter, readyDraft } from '../../support/fakeData.ts';

const withLetter: Campaign = { ...emptyDraft, letter };
const failure: Failure = {
  code: 'NETWORK',
  status: 0,
  sentence: '',
  requestId: null,
  provider: null,
  details: null,
  retryAfter: null,
};

function at(draft: Campaign | null, step: Step): Wizard {
  return draft ? wizard(EMPTY_WIZARD, { type: 'answered', draft, step }) : EMPTY_WIZARD;
}

describe('which steps can be shown', () => {
  test.each<[string, Campaign | null, Step[]]>([
    ['nothing yet', null, ['letter']],
    ['a draft without a letter', emptyDraft, ['letter']],
    ['a letter', withLetter, ['letter', 'list']],
    ['letter and list, something to settle', checkedDraft, ['letter', 'list', 'check', 'preview']],
    ['everything settled', readyDraft, [...STEPS]],
  ])('%s', (_, draft, steps) => {
    expect(STEPS.filter((step) => mayGo(draft, step))).toEqual(steps);
  });
});

describe('moves', () => {
  test.each<[string, Wizard, WizardAction, Step]>([
    ['next from the letter', at(withLetter, 'letter'), { type: 'next' }, 'list'],
    ['next without a letter stays', at(null, 'letter'), { type: 'next' }, 'letter'],
    ['next from preview while something blocks stays', at(checkedDraft, 'preview'), { type: 'next' }, 'preview'],
    ['next from preview to send', at(readyDraft, 'preview'), { type: 'next' }, 'send'],
    ['next from send stays', at(readyDraft, 'send'), { type: 'next' }, 'send'],
    ['back from send', at(readyDraft, 'send'), { type: 'back' }, 'preview'],
    ['back from the letter stays', at(withLetter, 'letter'), { type: 'back' }, 'letter'],
    ['straight from send to the letter', at(readyDraft, 'send'), { type: 'went', step: 'letter' }, 'letter'],
    ['straight to send is refused while something blocks', at(checkedDraft, 'letter'), { type: 'went', step: 'send' }, 'letter'],
    ['looking at a row shows the preview', at(checkedDraft, 'check'), { type: 'looked', row: 17 }, 'preview'],
    [
      'a list that is gone leads back to the list',
      at(readyDraft, 'send'),
      { type: 'answered', draft: { ...readyDraft, list: null } },
      'list',
    ],
    ['a new blocker leads from send to check', at(readyDraft, 'send'), { type: 'answered', draft: checkedDraft }, 'check'],
    ['a new letter stays on the letter', at(readyDraft, 'letter'), { type: 'answered', draft: readyDraft }, 'letter'],
  ])('%s', (_, state, action, step) => {
    expect(wizard(state, action).step).toBe(step);
  });

  test('walking back and forth keeps the draft and the row', () => {
    let state = wizard(at(readyDraft, 'check'), { type: 'looked', row: 17 });
    for (const step of ['letter', 'list', 'check', 'send', 'preview'] as const) state = wizard(state, { type: 'went', step });
    expect(state).toMatchObject({ step: 'preview', row: 17, draft: readyDraft });
  });

  test.each([
    [0, 1],
    [-3, 1],
    [2.9, 2],
    [9999, 250],
  ])('row %d becomes %d', (asked, shown) => {
    expect(wizard(at(readyDraft, 'preview'), { type: 'looked', row: asked }).row).toBe(shown);
  });

  test('a shorter list brings the row back into it', () => {
    const state = wizard(at(readyDraft, 'check'), { type: 'looked', row: 200 });
    const shorter = { ...readyDraft, list: { ...(readyDraft.list as NonNullable<Campaign['list']>), rows: 10 } };
    expect(wizard(state, { type: 'answered', draft: shorter }).row).toBe(10);
  });
});

describe('work', () => {
  test('a failure says what failed and leaves the draft alone', () => {
    const busy = wizard(at(readyDraft, 'list'), { type: 'working', what: 'list' });
    const state = wizard(busy, { type: 'failed', failure });
    expect(state).toMatchObject({ step: 'list', draft: readyDraft, work: { kind: 'failed', what: 'list', failure } });
  });

  test('a failure does not follow to another step', () => {
    const failed = wizard(wizard(at(readyDraft, 'list'), { type: 'working', what: 'list' }), { type: 'failed', failure });
    expect(wizard(failed, { type: 'next' }).work).toEqual({ kind: 'idle' });
  });

  test('work that is under way goes on while somebody walks', () => {
    const busy = wizard(at(readyDraft, 'check'), { type: 'working', what: 'change' });
    expect(wizard(busy, { type: 'next' }).work).toEqual({ kind: 'busy', what: 'change' });
  });
});
