/**
 * `node test/bench/bench.ts fidelity|render|<name>`: runs the benches and says what each measured; `render` is all that have to
 * do with speed. A bench is a file `<name>Bench.ts` with `run()`. Ends with 1 where a goal is missed.
 */
import { readdirSync } from 'node:fs';
import type { Line } from './ratio.ts';

/** Single measurements, or a report of many. `only`: the part of the bench that was asked for, where it has parts. */
type Bench = { run: (only?: string) => Promise<Line[] | { passed: boolean; report: string }> };

/** These measure something else than speed, and only run when they are asked for. */
const APART = new Set(['fidelity']);

const all = readdirSync(import.meta.dirname).flatMap((file) => /^(\w+)Bench\.ts$/.exec(file)?.[1] ?? []);
const asked = process.argv[2] ?? 'render';
const names = asked === 'render' ? all.filter((name) => !APART.has(name)) : all.filter((name) => name === asked);

if (names.length === 0) {
  process.stderr.write(`There is no bench ${asked}. Benches: render, ${all.join(', ')}\n`);
  process.exitCode = 2;
}
for (const name of names) {
  const { run } = (await import(`./${name}Bench.ts`)) as Bench;
  const said = await run(process.argv[3]);
  const lines = 'report' in said ? [{ text: said.report, ok: said.passed }] : said;
  for (const { text, ok } of lines) {
    process.stdout.write(`${text}\n`);
    if (!ok) process.exitCode = 1;
  }
}
