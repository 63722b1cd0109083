/** A short form of `npm run chaos`: a real server killed three times in the middle of its merges, among other troubles. */
import { expect, test } from '@jest/globals';
import type { ChaosOptions } from './chaosOptions.ts';
import { runChaos } from './runChaos.ts';

const OPTIONS: ChaosOptions = { mails: 60, kills: 3, seed: 11, faults: true, sabotage: null, foreign: null };

async function chaos(more: Partial<ChaosOptions>): Promise<{ failed: string[]; said: string }> {
  const said: string[] = [];
  const { checks, notes } = await runChaos({ ...OPTIONS, ...more }, (line) => said.push(line));
  const lines = checks.map(({ name, facts, problems }) => `${name}: ${facts} ${problems.join('; ')}`);
  return { failed: checks.flatMap(({ name, ok }) => (ok ? [] : [name])), said: [...said, ...notes, ...lines].join('\n') };
}

test('three kills and everything else: nobody gets two mails, nobody is lost, every doubt has a cause', async () => {
  const { failed, said } = await chaos({});
  expect(failed.length === 0 ? [] : said.split('\n')).toEqual([]);
  expect(said).toContain('SIGKILL 3×');
}, 240_000);

test.each([
  ['double' as const, 'no recipient twice', 0],
  ['lose' as const, 'accepted = taken', 0],
  ['forget' as const, 'nothing in doubt is sent again', 1],
])(
  'sabotage “%s” is found',
  async (sabotage, name, kills) => {
    const { failed } = await chaos({ sabotage, mails: 40, kills, faults: false });
    expect(failed).toContain(name);
  },
  240_000,
);
