/** One planned thing goes wrong. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Planned } from './chaosPlan.ts';
import { countWaiting, forgetDoubt, holdLock, readRows } from './chaosRows.ts';
import type { Unwritable } from './inFlight.ts';
import { type Scene, until } from './scene.ts';

export async function doMischief(scene: Scene, mischief: Planned): Promise<void> {
  const name = mischief.kind === 'fault' ? mischief.name : NAMES[mischief.kind];
  const count = (): void => void scene.counts.set(name, (scene.counts.get(name) ?? 0) + 1);
  switch (mischief.kind) {
    case 'kill':
      await kill(scene, mischief.afterMs);
      return count();
    case 'fault':
      scene.far.script(mischief.route, mischief.fault, mischief.times);
      return count();
    case 'endAccess':
      for (const { address } of scene.merges) scene.far.endAccess?.(address);
      return count();
    case 'lock':
      if (unwritable(scene, holdLock(scene.database), mischief.forMs)) count();
      return;
    case 'diskFull':
      if (scene.unwritable.every((each) => each.to !== null) && unwritable(scene, scene.disk.fill?.(), mischief.forMs)) count();
  }
}

const NAMES = { kill: 'SIGKILL', endAccess: 'access tokens ended', lock: 'database locked', diskFull: 'disk full' } as const;

/** Nothing can be written for a while, during which other things go on. */
function unwritable(scene: Scene, end: (() => void) | undefined, forMs: number): boolean {
  if (end === undefined) return false;
  const span: Unwritable = { from: Date.now(), to: null };
  scene.unwritable.push(span);
  const over = endAfter(forMs, () => {
    end();
    span.to = Date.now();
  });
  scene.background.add(over);
  void over.finally(() => scene.background.delete(over));
  return true;
}

async function endAfter(ms: number, end: () => void): Promise<void> {
  await pause(ms);
  end();
}

/** How long after it was over something may still not have been written. */
const AFTERMATH_MS = 200;

async function kill(scene: Scene, afterMs: number): Promise<void> {
  const gone = await scene.server.kill(afterMs);
  const blocked = scene.unwritable.filter((each) => each.to === null || each.to > gone.sentAt - AFTERMATH_MS);
  if (scene.forget) forgetOne(scene);
  // A server does not start on a full disk; that it survives one while it runs is what is tested.
  await Promise.all(scene.background);
  const up = await scene.server.start();
  const nextAt = await nextSend(scene, up.spawnedAt);
  scene.kills.push({ ...gone, ...up, unwritableSince: blocked[0]?.from ?? null, nextAt });
}

/** Twice what is allowed, so that a report says how long it took. */
const PATIENCE_MS = 10_000;

async function nextSend(scene: Scene, since: number): Promise<number | null> {
  const find = (): number | undefined => scene.far.sends().find((each) => each.arrivedAt >= since)?.arrivedAt;
  let first: number | undefined;
  let idle = false;
  await until(PATIENCE_MS, () => {
    first = find();
    idle = first === undefined && countWaiting(scene.database) === 0;
    return first !== undefined || idle;
  });
  return first ?? (idle ? null : Number.POSITIVE_INFINITY);
}

function forgetOne(scene: Scene): void {
  const taken = new Set(scene.far.sends().flatMap((each) => (each.takenAt === undefined ? [] : [each.marker])));
  const running = new Set(scene.merges.filter((merge) => merge.proof !== 'draft').map((merge) => merge.campaignId));
  const row = readRows(scene.database).find(
    (each) => each.status === 'unknown' && running.has(each.campaign) && !taken.has(each.id),
  );
  if (row === undefined) return;
  forgetDoubt(scene.database, row.id);
  scene.forget = false;
  scene.say(`Sabotage: the doubt about the mail to ${row.to} is forgotten.`);
}
