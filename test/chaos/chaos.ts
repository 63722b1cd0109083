/** `npm run chaos -- --mails 1000 --kills 20`; ends with 1 where a check fails, with 2 where the options make no sense. */
import { chaosOptions, USAGE } from './chaosOptions.ts';
import { runChaos } from './runChaos.ts';

/** Of the problems of one check. */
const SHOWN = 10;

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const options = chaosOptions(process.argv.slice(2), process.env);

if (typeof options === 'string') {
  process.stderr.write(`${options}\n${USAGE}\n`);
  process.exitCode = 2;
} else {
  const { mails, kills, seed, sabotage } = options;
  say(`${mails} mails, ${kills} kills, seed ${seed}${sabotage === null ? '' : `, sabotage: ${sabotage}`}`);
  const began = Date.now();
  const { ok, checks, notes } = await runChaos(options, say);
  for (const note of notes) say(note);
  for (const each of checks) {
    say(`${each.ok ? 'ok  ' : 'FAIL'} ${each.name}${each.facts === '' ? '' : `: ${each.facts}`}`);
    for (const problem of each.problems.slice(0, SHOWN)) say(`       ${problem}`);
    if (each.problems.length > SHOWN) say(`       … and ${each.problems.length - SHOWN} more`);
  }
  say(
    `${ok ? 'All is well' : 'FAILED'} after ${Math.round((Date.now() - began) / 1000)} s. Replay the plan with --seed ${seed}.`,
  );
  process.exitCode = ok ? 0 : 1;
}
