/** What `npm run chaos -- …` is asked to do. */
import { parseArgs } from 'node:util';

/** What the driver does wrong on purpose; each must be found, by a check of its own. */
export const SABOTAGES = ['double', 'lose', 'forget'] as const;
export type Sabotage = (typeof SABOTAGES)[number];

export interface ChaosOptions {
  mails: number;
  kills: number;
  /** Same seed, same plan of kills and faults; when exactly a kill hits is up to the machine. */
  seed: number;
  /** Faults besides the kills. */
  faults: boolean;
  sabotage: Sabotage | null;
  /** Origins of a stand-in for Microsoft that somebody else wrote; null: our own sandbox. */
  foreign: { graph: string; authority: string; clientId: string; clientSecret: string } | null;
}

export const USAGE = `npm run chaos -- [--mails 1000] [--kills 20] [--seed N] [--calm] [--sabotage ${SABOTAGES.join('|')}]
                 [--graph URL --authority URL, with EMAIL_CLIENT_ID and EMAIL_CLIENT_SECRET]
  --calm: only kills, no other faults.`;

/** @returns a sentence where the options make no sense. */
export function chaosOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): ChaosOptions | string {
  const values = valuesOf(args);
  if (typeof values === 'string') return values;
  const numbers = { mails: Number(values.mails), kills: Number(values.kills), seed: Number(values.seed) };
  const bad = Object.entries(numbers).find(([, value]) => !Number.isInteger(value) || value < 0);
  if (bad) return `--${bad[0]} must be a whole number.`;
  const sabotage = values.sabotage ?? null;
  if (sabotage !== null && !isSabotage(sabotage)) return `--sabotage is one of ${SABOTAGES.join(', ')}.`;
  const foreign = foreignOf(values, env);
  return typeof foreign === 'string' ? foreign : { ...numbers, faults: !values.calm, sabotage, foreign };
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        mails: { type: 'string', default: '1000' },
        kills: { type: 'string', default: '20' },
        seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
        calm: { type: 'boolean', default: false },
        sabotage: { type: 'string' },
        graph: { type: 'string' },
        authority: { type: 'string' },
      },
    }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const isSabotage = (text: string): text is Sabotage => (SABOTAGES as readonly string[]).includes(text);

function foreignOf(
  { graph, authority }: { graph?: string | undefined; authority?: string | undefined },
  env: Readonly<Record<string, string | undefined>>,
): ChaosOptions['foreign'] | string {
  if (graph === undefined && authority === undefined) return null;
  const [clientId, clientSecret] = [env['EMAIL_CLIENT_ID'], env['EMAIL_CLIENT_SECRET']];
  if (graph === undefined || authority === undefined) return '--graph and --authority belong together.';
  if (!clientId || !clientSecret) return 'A foreign stand-in needs EMAIL_CLIENT_ID and EMAIL_CLIENT_SECRET in the environment.';
  if (![graph, authority].every((url) => URL.canParse(url)))
    return '--graph and --authority are addresses such as http://127.0.0.1:4000.';
  return { graph: new URL(graph).origin, authority: new URL(authority).origin, clientId, clientSecret };
}
