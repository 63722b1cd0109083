import { expect, test } from '@jest/globals';
import { chaosOptions } from './chaosOptions.ts';

const APP = { EMAIL_CLIENT_ID: 'id', EMAIL_CLIENT_SECRET: 'secret' };

test('a thousand mails, twenty kills and a seed that is told, unless something else is asked', () => {
  expect(chaosOptions([], {})).toEqual({
    mails: 1000,
    kills: 20,
    seed: expect.any(Number),
    faults: true,
    sabotage: null,
    foreign: null,
  });
  expect(chaosOptions(['--mails', '60', '--kills=3', '--seed', '7', '--calm', '--sabotage', 'lose'], {})).toEqual({
    mails: 60,
    kills: 3,
    seed: 7,
    faults: false,
    sabotage: 'lose',
    foreign: null,
  });
});

test('a foreign stand-in takes its client from the environment', () => {
  const args = ['--graph', 'http://127.0.0.1:4000/', '--authority', 'http://127.0.0.1:4001'];
  expect(chaosOptions(args, APP)).toMatchObject({
    foreign: { graph: 'http://127.0.0.1:4000', authority: 'http://127.0.0.1:4001', clientId: 'id', clientSecret: 'secret' },
  });
});

test.each([
  [['--mails', 'many'], APP, /--mails must be a whole number/],
  [['--kills', '-1'], APP, /kills/],
  [['--sabotage', 'sleep'], APP, /double, lose, forget/],
  [['--graph', 'http://127.0.0.1:4000'], APP, /belong together/],
  [['--graph', 'x', '--authority', 'y'], APP, /addresses/],
  [['--graph', 'http://a.example', '--authority', 'http://a.example'], {}, /EMAIL_CLIENT_ID/],
  [['--nonsense'], APP, /nonsense/],
])('%j is refused', (args, env, sentence) => {
  expect(chaosOptions(args, env)).toMatch(sentence);
});
