/**
 * The life of one process. It can be frozen (and goes on later, believing that no time passed) and it can die at every call into its
 * world, before or after the call had its effect: nothing of a dead process ever goes on.
 */
import type { EventLog } from './eventLog.ts';
import type { Points, Step } from './faultPoints.ts';
import type { Chance } from './seededChance.ts';
import type { VirtualTime } from './virtualTime.ts';

export interface Life {
  name: string;
  state: 'alive' | 'frozen' | 'dead';
  /** It was frozen at some time: what it was told by its memory may have been over. */
  wasFrozen: boolean;
  die: () => void;
  freeze(ms: number): void;
  /** Now, when it thaws, or never. */
  deliver(run: () => void): void;
  /** A call into the world. `effect` happens there; what it answers reaches the process only if that is still running. */
  step<T>(step: Step, effect: () => Promise<T> | T): Promise<T>;
  after: (ms: number, run: () => void) => () => void;
}

export interface LifeDeps {
  time: VirtualTime;
  chance: Chance;
  points: Points;
  log: EventLog;
  /** Longer than any lease. */
  longFreezeMs: number;
  onDeath: (life: Life) => void;
  onFreeze: (life: Life, ms: number) => void;
}

export function simulatedLife(deps: LifeDeps, name: string): Life {
  const { time, points, log, chance } = deps;
  let waiting: (() => void)[] = [];

  function thaw(): void {
    if (life.state !== 'frozen') return;
    log.note(`${name} goes on`);
    life.state = 'alive';
    const ready = waiting;
    waiting = [];
    for (const run of ready) life.deliver(run);
  }

  function perhapsFreeze(): void {
    if (points.fault('process frozen for a moment')) life.freeze(chance.wait(200, 20_000));
    else if (points.fault('process frozen past its lease')) life.freeze(deps.longFreezeMs + chance.wait(1_000, 600_000));
  }

  function effectOf<T>(step: Step, effect: () => Promise<T> | T, end: (give: () => void) => void, out: Ends<T>): void {
    const over = (give: () => void): void => end(points.death('after', step) ? () => life.die() : give);
    try {
      const answer = effect();
      if (answer instanceof Promise)
        answer.then(
          (value) => over(() => out.give(value)),
          (error) => over(() => out.fail(error)),
        );
      else over(() => out.give(answer));
    } catch (error) {
      over(() => out.fail(error));
    }
  }

  const life: Life = {
    name,
    state: 'alive',
    wasFrozen: false,
    die() {
      if (life.state === 'dead') return;
      life.state = 'dead';
      waiting = [];
      log.note(`${name} is dead`);
      deps.onDeath(life);
    },
    freeze(ms) {
      if (life.state !== 'alive') return;
      log.note(`${name} is frozen for ${ms} ms`);
      life.state = 'frozen';
      life.wasFrozen = true;
      time.after(ms, thaw);
      deps.onFreeze(life, ms);
    },
    deliver(run) {
      if (life.state === 'alive') run();
      else if (life.state === 'frozen') waiting.push(() => life.deliver(run));
    },
    step: (step, effect) =>
      new Promise((give, fail) => {
        life.deliver(() => {
          if (points.death('before', step)) return life.die();
          perhapsFreeze();
          life.deliver(() => effectOf(step, effect, (run) => life.deliver(run), { give, fail }));
        });
      }),
    after: (ms, run) =>
      time.after(ms, () =>
        life.deliver(() => {
          if (points.death('before', 'timer')) return life.die();
          run();
          if (points.death('after', 'timer')) life.die();
        }),
      ),
  };
  return life;
}

interface Ends<T> {
  give: (value: T) => void;
  fail: (error: unknown) => void;
}
