import { existsSync } from "node:fs";
import { setTimeout as delay, setImmediate } from "node:timers/promises";
import { increment } from "../../helpers/test-container";
import type { Contender } from "../contenders/contender";
import { giveUpAfter } from "../harness/give-up";
import { median } from "../harness/statistics";
import { Acknowledgements } from "./acknowledgements";
import { CpuMeter } from "./cpu-meter";
import { now } from "./options";
import type { SyncMeter } from "./sync-meter";

/** When a change began and ended, milliseconds of the shared clock. */
export type Span = readonly [begin: number, end: number];

export interface Turns {
  readonly done: readonly Span[];
  /** The last one, which took too long. */
  readonly givenUp?: Span;
}

/** What a worker can be asked to do with its contender's document. All times are milliseconds. */
export function documentJobs(contender: Contender, meter: SyncMeter | undefined) {
  return {
    seed: (text: string) => contender.seed(text),

    count: async () => (await contender.read()).count,

    lockIsGone: () => lockIsGone(contender),

    /** The median of changes that each take the lock anew: the next begins when nothing is left of the last. */
    async apart(times: number): Promise<number> {
      const spent: number[] = [];
      for (let i = 0; i < times; i++) {
        await lockIsGone(contender);
        const begin = now();
        await contender.change(increment);
        spent.push(now() - begin);
      }
      return median(spent);
    },

    /** The median of stretches of changes, each begun when the last one is done; of a stretch, what a change took. */
    async backToBack(times: number): Promise<number> {
      const length = Math.max(1, Math.round(times / 8));
      const stretches: number[] = [];
      for (let left = times; left > 0; left -= length) {
        const begin = now();
        for (let i = 0; i < length; i++) {
          await contender.change(increment);
        }
        stretches.push((now() - begin) / length);
      }
      return median(stretches);
    },

    /** All at once, from `startAt`. */
    async burst(calls: number, startAt = now()): Promise<Span> {
      await until(startAt);
      const begin = now();
      await Promise.all(Array.from({ length: calls }, () => contender.change(increment)));
      return [begin, now()];
    },

    /** One after the other from `startAt`, until `patience` is at its end. */
    async inTurn(times: number, startAt: number, patience: number): Promise<Turns> {
      await until(startAt);
      const done: Span[] = [];
      while (done.length < times) {
        const begin = now();
        const changed = contender.change(increment).then(() => true);
        if ((await giveUpAfter(startAt + patience - begin, changed)) === undefined) {
          return { done, givenUp: [begin, now()] };
        }
        done.push([begin, now()]);
      }
      return { done };
    },

    /** One after the other until the time `end`, each noted in a file when it is acknowledged. */
    async changeUntil(end: number, file: string): Promise<void> {
      const acknowledgements = new Acknowledgements(file);
      while (now() < end) {
        await contender.change(increment);
        acknowledgements.add(now());
      }
      acknowledgements.close();
    },

    /** What share of a core, in per cent, it takes to wait for so long for a lock that somebody else holds. */
    async cpuWhileWaiting(patience: number): Promise<number> {
      const cpu = new CpuMeter();
      const changed = contender.change(increment).then(() => true);
      if (await giveUpAfter(patience, changed)) {
        throw new Error("There was nothing to wait for: nobody held the lock.");
      }
      return cpu.share();
    },

    async hold(): Promise<void> {
      await contender.hold?.();
    },

    /** When a change was let in. */
    async letIn(): Promise<number> {
      let inside = Number.NaN;
      await contender.change((current) => {
        inside = now();
        return increment(current);
      });
      return inside;
    },

    /** Time of synchronous file-system calls, change by change. Needs a metered worker. */
    async synchronous(times: number): Promise<readonly ReturnType<SyncMeter["take"]>[]> {
      const spent: ReturnType<SyncMeter["take"]>[] = [];
      for (let i = 0; i < times; i++) {
        await lockIsGone(contender);
        meter?.take();
        await contender.change(increment);
        spent.push(meter?.take() ?? notMetered());
      }
      return spent;
    },
  };
}

async function lockIsGone({ lockPath }: Contender): Promise<void> {
  await setImmediate();
  while (lockPath !== undefined && existsSync(lockPath)) {
    await delay(1);
  }
}

/** Sleeps, then spins: a timer may be late. */
async function until(time: number): Promise<void> {
  await delay(Math.max(0, time - now() - 5));
  while (now() < time) {
    // spin
  }
}

function notMetered(): never {
  throw new Error("This worker is not metered.");
}
