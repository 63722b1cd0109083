/**
 * The outbox end to end, as ratios in one run (see the files outbox*.ts beside this one for what each measures). One part
 * alone: `npm run bench -- outbox graph64`.
 */
import { graphLine } from './outboxGraph.ts';
import { memoryLines, startLine } from './outboxMany.ts';
import { smtpLine } from './outboxSmtp.ts';
import { watchedLine } from './outboxWatched.ts';
import type { Line } from './ratio.ts';

const PARTS: Record<string, () => Promise<Line[]>> = {
  graph64: async () => [await graphLine({ mailboxes: 64, withFile: false, goal: 0.45 })],
  graph4: async () => [await graphLine({ mailboxes: 4, withFile: false, goal: 0.3 })],
  file64: async () => [await graphLine({ mailboxes: 64, withFile: true, goal: 0.4 })],
  file4: async () => [await graphLine({ mailboxes: 4, withFile: true, goal: 0.25 })],
  smtp1: async () => [await smtpLine({ mailboxes: 1, withFile: false, goal: 0.85 })],
  smtp4: async () => [await smtpLine({ mailboxes: 4, withFile: false, goal: 0.85 })],
  smtp64: async () => [await smtpLine({ mailboxes: 64, withFile: false, goal: 0.85 })],
  smtpFile4: async () => [await smtpLine({ mailboxes: 4, withFile: true, goal: 0.85 })],
  events: async () => [await watchedLine()],
  start: async () => [await startLine()],
  memory: memoryLines,
};

export async function run(only?: string): Promise<Line[]> {
  const parts = Object.keys(PARTS).filter((name) => only === undefined || name === only);
  if (parts.length === 0)
    return [{ ok: false, text: `The outbox bench has no part ${only ?? ''}. Parts: ${Object.keys(PARTS).join(', ')}` }];
  const lines: Line[] = [];
  for (const name of parts) lines.push(...((await PARTS[name]?.()) ?? []));
  return lines;
}
