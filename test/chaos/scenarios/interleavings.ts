import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { LivenessLimits } from "../../../src/core/locking/liveness";
import type { CallSite } from "../fault-points";
import type { Call } from "../history";
import { Laboratory } from "../laboratory";
import {
  createsLock,
  fillsTemp,
  listsFolder,
  makesClaim,
  makesTemp,
  opensLockToWrite,
  removesDocument,
  removesLock,
  replacesDocument,
  writesClaim,
  writesLock,
} from "../sites";
import type { WriterProcess } from "../writer-process";
import { leaveCorpse } from "./corpse";
import { unshare } from "./namespaces";
import { hasty } from "./pauses";

/** Tells what is wrong afterwards. */
type Interleaving = (bundle: string) => Promise<readonly string[]>;

const add = (value: string): Call => ({ f: "add", value });
const drain: Call = { f: "drain" };

/** Lets `process` begin with `call` and holds it before the first call of the file system that `there` is true for. */
async function hold(process: WriterProcess, call: Call, there: (site: CallSite) => boolean): Promise<void> {
  process.order(call, { kind: "step", every: "call" });
  await onTo(process, await process.next(), there);
}

/** Lets a held one go on to the next such place. */
async function holdLater(process: WriterProcess, there: (site: CallSite) => boolean): Promise<void> {
  await onTo(process, await process.step(), there);
}

type News = Awaited<ReturnType<WriterProcess["next"]>>;

async function onTo(process: WriterProcess, first: News, there: (site: CallSite) => boolean): Promise<void> {
  let news = first;
  while (news.r === "held" && !there(news.site)) {
    news = await process.step();
  }
  if (news.r !== "held") {
    throw new Error(`It ended before it came to that place: ${JSON.stringify(news)}`);
  }
}

/** Runs `play` in a laboratory with a document in it, then ends everybody, makes one more change and looks. */
function story(play: (laboratory: Laboratory) => Promise<void>): Interleaving {
  return async (bundle) => {
    const laboratory = Laboratory.open(bundle);
    try {
      await laboratory.change();
      await play(laboratory);
      await laboratory.endAll();
      await laboratory.change();
      return await laboratory.judgedRound();
    } finally {
      await laboratory.close();
    }
  };
}

const writer = (laboratory: Laboratory, limits?: LivenessLimits, wrapper?: readonly string[]) =>
  laboratory.writer("obey", 0, limits, wrapper);

/**
 * Orders of steps that are unlikely to come about by themselves, each with what must hold in it. Whoever is `hasty`
 * takes the others for dead at first sight, as one does with a process that was paused for too long.
 */
export const interleavings: Readonly<Record<string, Interleaving>> = {
  "a writer that was paused on its way to the rename does not undo the change of whoever took over": story(
    async (laboratory) => {
      const [zombie, taker] = [await writer(laboratory, hasty), await writer(laboratory, hasty)];
      await hold(zombie, add("zombie's"), replacesDocument);
      await taker.perform(add("taker's"));
      await zombie.finish();
    },
  ),

  "a release that was paused before it removes the lock does not remove the lock of whoever took over": story(
    async (laboratory) => {
      const [zombie, taker, third] = [
        await writer(laboratory, hasty),
        await writer(laboratory, hasty),
        await writer(laboratory),
      ];
      await hold(zombie, add("zombie's"), removesLock);
      await hold(taker, add("taker's"), replacesDocument);
      await zombie.finish();
      third.order(add("third's"), { kind: "none" });
      // If the lock is gone the third one is done before the taker goes on; if not it waits for the taker.
      const done = third.next();
      await Promise.race([done, delay(500)]);
      await taker.finish();
      await done;
    },
  ),

  "a deletion that was paused before it removes the document does not delete the change of whoever took over": story(
    async (laboratory) => {
      const [zombie, taker] = [await writer(laboratory, hasty), await writer(laboratory, hasty)];
      await hold(zombie, drain, removesDocument);
      await taker.perform(add("taker's"));
      await zombie.finish();
    },
  ),

  "a deletion deletes a document whose backup is already the same file": story(async (laboratory) => {
    await leaveCorpse(laboratory, "corpse's", replacesDocument);
    const next = await writer(laboratory);
    await next.perform(drain);
  }),

  "a taker that was paused before its sweep does not make the change of its own taker fail": story(
    async (laboratory) => {
      await leaveCorpse(laboratory);
      const [slow, quick] = [await writer(laboratory), await writer(laboratory, hasty)];
      await hold(slow, add("slow"), listsFolder);
      await hold(quick, add("quick"), replacesDocument);
      await holdLater(slow, opensLockToWrite); // it has swept, lost its lock and tries again
      await quick.finish();
      await slow.finish();
    },
  ),

  "a taker that was paused before its sweep does not make a later writer fail": story(async (laboratory) => {
    await leaveCorpse(laboratory);
    const [slow, quick, third] = [await writer(laboratory), await writer(laboratory, hasty), await writer(laboratory)];
    await hold(slow, add("slow"), listsFolder);
    await quick.perform(add("quick"));
    await hold(third, add("third"), fillsTemp);
    await holdLater(slow, opensLockToWrite);
    await third.finish();
    await slow.finish();
  }),

  "a zombie that is killed after it woke leaves no temp behind the next change": story(async (laboratory) => {
    const [zombie, taker] = [await writer(laboratory, hasty), await writer(laboratory, hasty)];
    await hold(zombie, add("zombie's"), makesTemp);
    await taker.perform(add("taker's"));
    await holdLater(zombie, fillsTemp);
    await laboratory.killed(zombie);
  }),

  "a clock that was set back by an hour while a writer died does not keep its temps": story(async (laboratory) => {
    await leaveCorpse(laboratory);
    const text = readFileSync(laboratory.lockPath, "utf8");
    const anHourAhead = text.replace(/"from":(\d+)/, (_, from: string) => `"from":${Number(from) + 3_600_000}`);
    writeFileSync(laboratory.lockPath, anHourAhead);
  }),

  "a late heir that is killed leaves no claim behind the next change": story(async (laboratory) => {
    await leaveCorpse(laboratory);
    const [late, taker] = [await writer(laboratory), await writer(laboratory)];
    await hold(late, add("late"), makesClaim);
    await taker.perform(add("taker's"));
    await holdLater(late, writesClaim);
    await laboratory.killed(late);
  }),

  "a waiter's note in a lock file that its owner has not signed yet does not make the owner look dead": story(
    async (laboratory) => {
      const [first, waiter, second, third] = [
        await writer(laboratory),
        await writer(laboratory),
        await writer(laboratory),
        await writer(laboratory),
      ];
      await hold(first, add("first"), replacesDocument);
      // First it tries to make the lock file, then it leaves its note in the one that is there.
      await hold(waiter, add("waiter"), opensLockToWrite);
      await holdLater(waiter, opensLockToWrite);
      await first.finish();
      await hold(second, add("second"), writesLock);
      await holdLater(waiter, (site) => writesLock(site) || createsLock(site));
      if (waiter.heldAt && writesLock(waiter.heldAt)) {
        await waiter.step();
      }
      await holdLater(second, replacesDocument);
      third.order(add("third"), { kind: "none" });
      const robbed = third.next().then(() => true);
      await Promise.race([robbed, delay(1_500)]);
      const ended = await second.finish();
      await Promise.all([robbed, waiter.heldAt && waiter.finish()]);
      if (ended.r !== "done" || ended.outcome !== "ok") {
        throw new Error(`The living owner lost its lock: ${JSON.stringify(ended)}`);
      }
    },
  ),
};

/** Two containers share the folder; in both the writer is process 1. */
export const interleavingsOfContainers: Readonly<Record<string, Interleaving>> = {
  "a zombie in another pid namespace does not put half of the taker's document in place": story(async (laboratory) => {
    const zombie = await writer(laboratory, hasty, unshare);
    const taker = await writer(laboratory, hasty, unshare);
    await hold(zombie, add("zombie's"), replacesDocument);
    await hold(taker, add("taker's"), fillsTemp);
    await zombie.finish();
    laboratory.look();
    await taker.finish();
  }),
};
