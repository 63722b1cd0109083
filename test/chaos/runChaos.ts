/**
 * A real server process sends several merges through a far side that outlives it, is killed at moments nobody chose and
 * started again, while everything else goes wrong too. At the end the books of both sides are compared.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { seededChance } from '../simulation/seededChance.ts';
import { chaosChecks, type Check } from './chaosChecks.ts';
import { connectOwner, hostToken, makeMerge, type Merge, resumePaused, startMerge } from './chaosMerges.ts';
import type { ChaosOptions } from './chaosOptions.ts';
import { chaosPlan } from './chaosPlan.ts';
import { checkIntegrity, readRows } from './chaosRows.ts';
import { chaosServer } from './chaosServer.ts';
import { doMischief } from './doMischief.ts';
import type { FarSide, Owner, SentMail } from './farSide.ts';
import { foreignFarSide } from './foreignFarSide.ts';
import { ownFarSide } from './ownFarSide.ts';
import { smallDisk } from './smallDisk.ts';
import { type Scene, until, watchDoubts } from './scene.ts';

export interface ChaosReport {
  ok: boolean;
  checks: Check[];
  /** Sentences about the run. */
  notes: string[];
}

const SEND_TIMEOUT_S = 2;
const JWT_SECRET = 'chaos-only-secret-of-no-real-server-0123456789';

export async function runChaos(options: ChaosOptions, say: (line: string) => unknown): Promise<ChaosReport> {
  const double = options.sabotage === 'double';
  const far = options.foreign === null ? await ownFarSide({ double }) : await foreignFarSide(options.foreign, { double });
  const disk = smallDisk(options.mails);
  const scene = await sceneOf(options, far, disk, say);
  const watching = watchDoubts(scene);
  try {
    await scene.server.start();
    for (const [index, owners] of far.stages.entries()) await playStage(scene, options, owners, index);
    if (options.sabotage === null) await settle(scene);
    watching.stop();
    await scene.server.stop();
    return await report(scene, options, disk.sentence);
  } catch (error) {
    say(scene.server.words());
    throw error;
  } finally {
    watching.stop();
    await scene.server.kill();
    await far.close();
    disk.remove();
  }
}

async function sceneOf(
  options: ChaosOptions,
  far: FarSide,
  disk: ReturnType<typeof smallDisk>,
  say: (line: string) => unknown,
): Promise<Scene> {
  const database = `${disk.folder}/chaos.db`;
  const server = await chaosServer({
    ...far.env,
    ENCRYPTION_KEY: 'ab'.repeat(32),
    JWT_SECRET,
    DATABASE_URL: `file:${database}`,
    MESSAGES_PER_MINUTE: '100000',
    SEND_TIMEOUT_SECONDS: String(SEND_TIMEOUT_S),
  });
  return {
    far,
    server,
    database,
    disk,
    say,
    chance: seededChance(options.seed),
    token: await hostToken(JWT_SECRET),
    forget: options.sabotage === 'forget',
    merges: [],
    kills: [],
    doubts: new Map(),
    unwritable: [],
    background: new Set(),
    counts: new Map(),
    deaths: 0,
    pauses: new Map(),
  };
}

/** One group of mailboxes: its merges begin, its share of the plan happens, its mails come to an end. */
async function playStage(scene: Scene, options: ChaosOptions, owners: Owner[], index: number): Promise<void> {
  const stages = scene.far.stages.length;
  const share = (all: number): number => Math.floor((all * (index + 1)) / stages) - Math.floor((all * index) / stages);
  const asked = { mails: share(options.mails), kills: share(options.kills), faults: options.faults };
  const plan = chaosPlan(scene.chance, asked, {
    sendTimeoutMs: SEND_TIMEOUT_S * 1000,
    disk: scene.disk.fill !== undefined,
    access: scene.far.endAccess !== undefined,
  });
  const before = scene.far.taken();
  // Doubts that have not arrived are the only ones that can be forgotten without a second mail.
  if (scene.forget) scene.far.script('send', { status: 503 }, owners.length * 3);
  const merges = await makeMerges(scene, owners, asked.mails, index);
  scene.merges.push(...merges);
  await Promise.all(merges.map((merge) => startMerge(scene.server, scene.token, merge)));
  for (const mischief of plan) {
    await reach(scene, before + mischief.at);
    await doMischief(scene, mischief);
  }
  await Promise.all(scene.background);
  scene.far.calm();
  // No kill found a doubt to forget: one more does.
  if (scene.forget && index === stages - 1) await doMischief(scene, { kind: 'kill', afterMs: 0, at: asked.mails });
  await until(120_000, async () => {
    await keepGoing(scene);
    return readRows(scene.database).every((row) => !['queued', 'claimed', 'submitting'].includes(row.status));
  });
}

/** Two merges of each mailbox, of different lengths; they share its turn. */
async function makeMerges(scene: Scene, owners: Owner[], mails: number, stage: number): Promise<Merge[]> {
  const merges: Merge[] = [];
  for (const [index, owner] of owners.entries()) {
    const { id: accountId, emailAddress } = await connectOwner(scene.server, scene.token, owner);
    const own = Math.floor((mails * (index + 1)) / owners.length) - Math.floor((mails * index) / owners.length);
    const first = Math.ceil(own / 3);
    for (const [from, to] of [
      [0, first],
      [first, own],
    ] as const) {
      if (from === to) continue;
      const domain = `${emailAddress.replace('@', '.at.')}.${stage}.chaos.example`;
      const recipients = Array.from({ length: to - from }, (_, i) => `reader${from + i + 1}@${domain}`);
      merges.push(await makeMerge(scene.server, scene.token, { ...owner, accountId }, recipients));
    }
  }
  return merges;
}

/** Until so many mails were taken, or nothing has moved for so long that nothing will. */
async function reach(scene: Scene, count: number): Promise<void> {
  let last = { count: -1, at: Date.now() };
  await until(60_000, async () => {
    if (!scene.server.alive()) await keepGoing(scene);
    const taken = scene.far.taken();
    if (taken !== last.count) last = { count: taken, at: Date.now() };
    if (Date.now() - last.at > 1500) await keepGoing(scene);
    return taken >= count || Date.now() - last.at > 4000;
  });
}

/** What an operator and a person would do: start a server that died, resume what paused itself. */
async function keepGoing(scene: Scene): Promise<void> {
  if (!scene.server.alive()) {
    scene.deaths += 1;
    scene.say(`The server ended by itself:\n${scene.server.words()}`);
    await scene.server.start();
  }
  for (const reason of await resumePaused(scene.server, scene.token, scene.merges))
    scene.pauses.set(reason, (scene.pauses.get(reason) ?? 0) + 1);
  await pause(100);
}

/** Longer than a lease and the time-out of a request: after that every doubt that can be looked up was. */
const LOOK_UPS_MS = 60_000;

async function settle(scene: Scene): Promise<void> {
  const readable = new Set(scene.merges.filter((merge) => merge.proof !== 'none').map((merge) => merge.campaignId));
  const due = Date.now() + LOOK_UPS_MS;
  await until(LOOK_UPS_MS + 5000, async () => {
    await keepGoing(scene);
    const rows = readRows(scene.database);
    const moving = rows.some((row) => ['queued', 'claimed', 'submitting'].includes(row.status));
    const open = rows.some((row) => row.status === 'unknown' && readable.has(row.campaign) && row.lookUps === 0);
    return (!moving && !open) || Date.now() > due;
  });
}

async function report(scene: Scene, options: ChaosOptions, diskSentence: string): Promise<ChaosReport> {
  const rows = readRows(scene.database);
  const sent = await scene.far.sent();
  const checks = chaosChecks({
    planned: new Map(scene.merges.flatMap((merge) => merge.recipients.map((to) => [to, merge.proof] as const))),
    rows,
    doubts: scene.doubts,
    sent:
      options.sabotage === 'lose'
        ? withoutOneAccepted(sent, new Set(rows.filter((r) => r.status === 'accepted').map((r) => r.to)))
        : sent,
    sends: scene.far.sends(),
    kills: scene.kills,
    unwritable: scene.unwritable,
    deaths: scene.deaths,
    integrity: checkIntegrity(scene.database),
    sendTimeoutMs: SEND_TIMEOUT_S * 1000,
    lookUpsExpected: options.foreign === null && options.sabotage === null,
  });
  const happened = [...scene.counts].map(([name, count]) => `${name} ${count}×`).join(', ');
  const pauses = [...scene.pauses].map(([reason, count]) => `Resumed ${count}×: ${reason}`);
  return { ok: checks.every((each) => each.ok), checks, notes: [diskSentence, `It happened: ${happened}.`, ...pauses] };
}

/** Sabotage: the far side forgets a mail that it took. */
function withoutOneAccepted(sent: SentMail[], accepted: ReadonlySet<string>): SentMail[] {
  const index = sent.findIndex((mail) => accepted.has(mail.to[0] ?? ''));
  return sent.filter((_, i) => i !== index);
}
