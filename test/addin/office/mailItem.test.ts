import { describe, expect, test } from '@jest/globals';
import type { Surface } from '../../../addin/office/mailItem.ts';
import { surfaceOf, watchItem } from '../../../addin/office/mailItem.ts';
import { A_READ_MAIL, AN_APPOINTMENT, fakeMailbox } from '../support/fakeMailbox.ts';

describe('what lies beside the pane', () => {
  test.each<[string, unknown, Surface]>([
    ['a mail being written', fakeMailbox().mailbox.item, 'draft'],
    ['a mail being read', A_READ_MAIL, 'message'],
    ['an appointment being written', AN_APPOINTMENT, 'message'],
    ['nothing, in a pinned pane', null, 'nothing'],
    ['nothing at all', undefined, 'nothing'],
  ])('%s', (_what, item, surface) => {
    expect(surfaceOf({ item })).toBe(surface);
  });

  test('is told when it changes', () => {
    const { mailbox, open } = fakeMailbox();
    const items = watchItem(mailbox);
    const seen: Surface[] = [];
    const end = items.subscribe(() => seen.push(items.surface()));
    open(A_READ_MAIL);
    open(null);
    end();
    open(A_READ_MAIL);
    expect(seen).toEqual(['message', 'nothing']);
  });

  test('stays where Outlook has no such event', () => {
    const refusing = {
      item: A_READ_MAIL,
      addHandlerAsync: () => {
        throw new Error('Not supported');
      },
    };
    expect(watchItem(refusing).surface()).toBe('message');
    expect(watchItem({ item: null }).surface()).toBe('nothing');
  });
});
