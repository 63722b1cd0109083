/**
 * `npm run simulate -- --seeds 1000`: as many runs as asked for, each from its own number. `--seed N --trace` shows one of them.
 * Ends with 1 where anything did not hold, or where a fault point was never come by.
 */
import { parseArgs } from 'node:util';
import { simulate } from './simulation.ts';
import { told, totals } from './report.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    trace: { type: 'boolean', default: false },
  },
});

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function one(seed: number): Promise<number> {
  const result = await simulate(seed, values.trace ? { trace: print } : {});
  print(`seed ${seed}: ${result.mails} mails, ${result.hash}`);
  for (const violation of result.violations) print(`  ✗ ${violation}`);
  return result.violations.length === 0 ? 0 : 1;
}

async function many(from: number, count: number): Promise<number> {
  const sum = totals();
  const began = performance.now();
  for (let seed = from; seed < from + count; seed += 1) {
    const result = await simulate(seed);
    sum.add(result);
    if (result.violations.length === 0) continue;
    print(`seed ${seed} ✗ ${result.violations[0] ?? ''}`);
    print(`  again: npm run simulate -- --seed ${seed} --trace`);
  }
  const { lines, ok } = told(sum, (performance.now() - began) / 1000);
  for (const line of lines) print(line);
  return ok ? 0 : 1;
}

process.exitCode =
  values.seed === undefined ? await many(Number(values.from), Number(values.seeds)) : await one(Number(values.seed));
