/** A request that is not as expected is answered with how it should be. */
import { describe, expect, test } from '@jest/globals';
import { appsClosedAfterEach, type CampaignFailure } from '../../support/aCampaignsApp.ts';

const anApp = appsClosedAfterEach();
const WINDOW = { days: [1], from: '09:00', to: '17:00', timeZone: 'UTC' };

describe('a request that is not as expected', () => {
  test.each<[string, string, object, string]>([
    ['a day is no moment', '/x/schedule', { at: '2027-01-31' }, 'body.at must be written like 2027-01-31T09:00:00Z'],
    ['nor are words', '/x/schedule', { at: 'tomorrow' }, 'body.at must be written like 2027-01-31T09:00:00Z'],
    [
      'a time of day has two digits each',
      '',
      { sending: { window: { ...WINDOW, from: '9:00' } } },
      'body.sending.window.from must be written like 09:00',
    ],
    ['a field nobody knows', '', { bcc: 'x' }, 'body does not know “bcc”'],
    [
      'one of several words, or something else',
      '',
      { fieldPolicies: { Name: 'foo' } },
      'body.fieldPolicies.Name must be one of block, empty, drop-line, object',
    ],
    [
      'the one of several things it resembles most',
      '',
      { fieldPolicies: { Name: { default: '' } } },
      'body.fieldPolicies.Name.default must NOT have fewer than 1 characters',
    ],
    [
      'the one of several things that is of its kind',
      '',
      { fieldPolicies: { Name: {} } },
      "body.fieldPolicies.Name must have required property 'default'",
    ],
    [
      'two things at once',
      '',
      { letter: { name: 'a.docx', contentBytes: '', html: 'x' } },
      'body.letter cannot have “html” and “name” together',
    ],
    ['none of several', '', { letter: {} }, "body.letter must have required property 'name' or 'html'"],
    [
      'a cell that holds more than a value',
      '',
      { list: { rows: [{ a: {} }] } },
      'body.list.rows.0.a must be string or number or boolean',
    ],
    ['what may be null is said as what it may be else', '', { sendAs: 5 }, 'body.sendAs must be string'],
    [
      'hours without an end',
      '',
      { sending: { window: { days: [1] } } },
      "body.sending.window must have required property 'from'",
    ],
    ['a number that is too small', '/x/schedule', { at: '2027-01-31T09:00:00Z', version: -1 }, 'body.version must be >= 0'],
  ])('%s', async (_what, path, body, wrong) => {
    const { call } = await anApp();
    const answer = await call<CampaignFailure>('POST', path, body);
    expect(answer.body).toMatchObject({
      code: 'INVALID_REQUEST',
      error: `The request is not as expected: ${wrong}.`,
      details: [wrong],
    });
  });
});
