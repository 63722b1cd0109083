/** The computer that a server runs on: a process that died is started again, and one that hangs gets another beside it. */
import { type SimulatedServer, simulatedServer } from './simulatedServer.ts';
import type { World } from './world.ts';

const MINUTE_MS = 60_000;

export interface House {
  /** On which the population is made; it is gone when the others begin. */
  first: SimulatedServer;
  begin(): void;
  /** The youngest one that runs. */
  running(): SimulatedServer | undefined;
  /** When processes began, in true time. */
  starts: number[];
  isAllDone(): boolean;
}

export function simulatedHouse(world: World): House {
  const { time, chance, points, log, plan, store } = world;
  const all: SimulatedServer[] = [];
  const starts: number[] = [];
  let count = 0;
  let askAgainAt = 0;
  const first = simulatedServer(world, world.live('founder', { onDeath: () => undefined, onFreeze: () => undefined }), true);
  const open = store.file.prepare(
    `SELECT (SELECT count(*) FROM outbox WHERE status IN ('queued', 'claimed', 'submitting'))
      + (SELECT count(*) FROM campaigns WHERE status IN ('running', 'paused', 'scheduled'))
      + (SELECT count(*) FROM outbox WHERE status = 'unknown' AND next_look_up IS NOT NULL) AS n`,
  );

  function boot(alone: boolean): void {
    count += 1;
    starts.push(time.real());
    points.count('process started');
    const life = world.live(`server ${count}`, { onDeath: died, onFreeze: (ms) => froze(server, ms) });
    const server = simulatedServer(world, life, alone);
    all.push(server);
    log.note(`${life.name} starts${alone ? '' : ' beside another one'}`);
    server.start().catch((error: unknown) => {
      // As in earnest: what cannot start ends.
      log.note(`${life.name} cannot start: ${String(error)}`);
      life.die();
    });
  }

  function died(): void {
    points.count('process died');
    if (all.every(({ life }) => life.state === 'dead')) time.after(chance.wait(50, 60_000), () => boot(true));
  }

  /**
   * Somebody sees that nothing goes on and starts another one. The old one is ended some time after it came back, and then the
   * other one is started anew, as the only one: what a dead one left is put right by whoever knows to be alone.
   */
  function froze(server: SimulatedServer, ms: number): void {
    if (ms < 60_000 || all.some(({ life }) => life !== server.life && life.state !== 'dead')) return;
    time.after(chance.wait(1_000, 60_000), () => {
      if (server.life.state !== 'frozen') return;
      points.count('second process beside a frozen one');
      boot(false);
    });
    time.after(ms + chance.wait(1_000, 10 * MINUTE_MS), () => {
      server.life.die();
      time.after(chance.wait(1_000, 10 * MINUTE_MS), () => stopAndStart());
    });
  }

  function stopAndStart(): void {
    const server = all.findLast(({ life }) => life.state === 'alive');
    if (!server || all.some(({ life }) => life !== server.life && life.state !== 'dead')) return;
    points.count('process stopped and started again');
    log.note(`${server.life.name} is asked to stop`);
    time.after(5 * MINUTE_MS, () => {
      if (server.life.state === 'alive' && !server.life.wasFrozen)
        world.checks.violations.push(`${server.life.name} did not stop`);
    });
    void server.stop().then(
      () => server.life.die(),
      () => server.life.die(),
    );
  }

  return {
    first,
    starts,
    running: () => all.findLast(({ life }) => life.state === 'alive'),
    begin() {
      first.life.die();
      boot(true);
      time.after(plan.roughMs, () => {
        log.note('the weather is calm now');
        world.points.weather(0);
        // Whatever is left of the storm, in the end there is one that knows to be alone.
        time.after(20 * MINUTE_MS, () => all.forEach(({ life }) => life.die()));
      });
      again(world, () => chance.wait(5 * MINUTE_MS, 60 * MINUTE_MS), plan.roughMs, stopAndStart);
    },
    isAllDone() {
      if (time.real() < (starts[0] ?? 0) + plan.roughMs + 30 * MINUTE_MS || time.real() < askAgainAt) return false;
      askAgainAt = time.real() + 5_000;
      return (open.get() as { n: number }).n === 0;
    },
  };
}

/** Again and again for so long. */
export function again({ time }: World, pause: () => number, forMs: number, what: () => void): void {
  const until = time.real() + forMs;
  const next = (): void =>
    void time.after(pause(), () => {
      if (time.real() > until) return;
      what();
      next();
    });
  next();
}
