import { describe, expect, test } from '@jest/globals';
import type { ReadLetter } from '../../../addin/merge/letterChange.ts';
import { broughtBy, letterChange } from '../../../addin/merge/letterChange.ts';
import { ATTACHMENTS_MAX } from '../../../shared/api/campaigns.ts';
import { emptyDraft, letter } from '../../support/fakeData.ts';

type Html = Extract<ReadLetter, { kind: 'html' }>;

const file = (name: string) => ({ name, contentType: 'text/plain', contentBytes: btoa(name) });
const mail = (given: Partial<Html> = {}): Html => ({
  kind: 'html',
  subject: 'Your invoice',
  html: '<p>Hi {{Name}}</p>',
  attachments: [],
  left: [],
  remarks: [],
  ...given,
});
const held = (name: string) => ({ id: `hash of ${name}`, name, bytes: 1, contentType: 'text/plain' });

test('a document is the file itself', async () => {
  const document = { name: 'Letter.docx', content: new Blob(['x']) };
  expect(await letterChange({ kind: 'docx', document }, emptyDraft, { brought: null })).toEqual({
    letter: { name: 'Letter.docx', contentBytes: btoa('x') },
  });
});

describe('another document in place of the one before', () => {
  const next = { kind: 'docx' as const, document: { name: 'Invoice.docx', content: new Blob(['x']) } };
  const before = { ...letter, name: 'Letter.docx' };
  test.each([
    ['gives its name to a merge that nobody named', { name: 'Letter' }, { name: 'Invoice' }],
    ['leaves a name that somebody gave', { name: 'Spring' }, {}],
    ['leaves the name of a copy', { name: 'Letter (copy)' }, {}],
  ])('%s', async (_, named, change) => {
    const read = await letterChange(next, { ...emptyDraft, ...named, letter: before }, { brought: null });
    expect(read).toEqual({ letter: { name: 'Invoice.docx', contentBytes: btoa('x') }, ...change });
  });
});

test('a draft brings its text, its subject and its files', async () => {
  expect(await letterChange(mail({ attachments: [file('terms.pdf'), file('map.png')] }), null, { brought: null })).toEqual({
    letter: { name: 'Your invoice.html', contentBytes: btoa('<p>Hi {{Name}}</p>') },
    subject: 'Your invoice',
    attachments: [file('terms.pdf'), file('map.png')],
  });
});

test.each([
  ['Re: AW/FW <x>', 'Re AW FW x.html'],
  ['', 'Draft.html'],
  ['\u0007', 'Draft.html'],
  ['ü'.repeat(200), `${'ü'.repeat(120)}.html`],
])('the letter of a draft with the subject %j is called %s', async (subject, name) => {
  const { letter } = await letterChange(mail({ subject }), null, { brought: null });
  expect(letter).toMatchObject({ name });
});

describe('what somebody chose in the pane meanwhile stays', () => {
  const brought = { subject: 'Old subject', files: ['old.pdf'] };
  test.each([
    ['an untouched subject follows the draft', { subject: 'Old subject' }, { subject: 'Your invoice' }],
    ['an own subject stays', { subject: 'My own' }, {}],
    ['an untouched file follows the draft', { attachments: [held('old.pdf')] }, { attachments: [] }],
    ['an own file stays', { attachments: [held('own.pdf')] }, {}],
    [
      'an own file stays where the draft’s goes',
      { attachments: [held('old.pdf'), held('own.pdf')] },
      { attachments: [{ id: 'hash of own.pdf' }] },
    ],
  ])('%s', async (_, has, changes) => {
    const draft = { ...emptyDraft, subject: 'My own', ...has };
    const { letter: _letter, ...rest } = await letterChange(mail(), draft, { brought });
    expect(rest).toEqual(changes);
  });

  test('a draft that lost its subject takes nothing away', async () => {
    expect(await letterChange(mail({ subject: '' }), { ...emptyDraft, subject: 'Old subject' }, { brought })).not.toHaveProperty(
      'subject',
    );
  });
});

test.each([
  ['goes with its mail', 'Old subject', { subject: '' }],
  ['that somebody wrote stays', 'My own', {}],
])('where another mail is taken instead, a subject %s', async (_, subject, expected) => {
  const before = { brought: { subject: 'Old subject', files: [] }, instead: true };
  const { letter: _letter, ...rest } = await letterChange(mail({ subject: '' }), { ...emptyDraft, subject }, before);
  expect(rest).toEqual(expected);
});

test.each([
  ['called after the first mail is called after the next', 'Old subject', { name: 'Draft' }],
  ['with a name of its own keeps it', 'October', {}],
])('where another mail is taken instead, a merge %s', async (_, name, expected) => {
  const before = { brought: { subject: 'Old subject', files: [] }, instead: true };
  const {
    letter: _letter,
    subject: _subject,
    ...rest
  } = await letterChange(mail({ subject: '' }), { ...emptyDraft, name }, before);
  expect(rest).toEqual(expected);
});

test('an own file stays beside those that the draft brings', async () => {
  const draft = { ...emptyDraft, attachments: [held('own.pdf'), held('old.pdf')] };
  const change = await letterChange(mail({ attachments: [file('new.pdf')] }), draft, {
    brought: { subject: '', files: ['old.pdf'] },
  });
  expect(change.attachments).toEqual([{ id: 'hash of own.pdf' }, file('new.pdf')]);
});

test('files of the draft take the place of those of the same name', async () => {
  const draft = { ...emptyDraft, attachments: ['a.pdf', 'own.pdf'].map(held) };
  const two = mail({ attachments: ['a.pdf', 'b.pdf'].map(file) });
  expect(await letterChange(two, draft, { brought: null })).toMatchObject({
    attachments: [{ id: 'hash of own.pdf' }, file('a.pdf'), file('b.pdf')],
  });
  expect(broughtBy(two)).toEqual({ subject: 'Your invoice', files: ['a.pdf', 'b.pdf'] });
});

test('what stays behind goes along with the letter, as much of it as the server keeps', async () => {
  const many = Array.from({ length: ATTACHMENTS_MAX + 2 }, (_, i) => file(`${i + 1}.pdf`));
  const leftOf = async (...given: Parameters<typeof mail>) =>
    (await letterChange(mail(...given), null, { brought: null })).letter as { left?: string[] };
  expect(await leftOf({ left: ['One.'], attachments: many })).toMatchObject({
    left: ['One.', expect.stringContaining('«21.pdf», «22.pdf»')],
  });
  expect(await leftOf({ attachments: many.slice(0, ATTACHMENTS_MAX) })).not.toHaveProperty('left');
  const long = await leftOf({ left: Array.from({ length: 200 }, () => 'x'.repeat(5000)) });
  expect([long.left?.length, long.left?.[0]?.length]).toEqual([100, 2000]);
});
