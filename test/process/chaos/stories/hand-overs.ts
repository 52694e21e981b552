import {
  freesLock,
  goesToSleep,
  handsOver,
  linksLock,
  replacesDocument,
  withdrawsTicket,
  writesNote,
} from "../faults/sites";
import { add, type Story, story } from "./story";

/** A lock goes from its owner to one who waits, and something happens to one of them. */
export const handOvers: Readonly<Record<string, Story>> = {
  "goes to the first in line": story(async (stage) => {
    const [owner, first, second] = [await stage.writer(), await stage.writer(), await stage.writer()];
    await owner.hold(add("owner"), replacesDocument);
    const waiting = [await first.wait(add("first")), await second.wait(add("second"))];
    await owner.finish();
    await stage.soon("the line", Promise.all(waiting.map(({ done }) => done)));
    stage.expect(stage.laboratory.counts.handedOver === 2, "the lock was handed over twice");
  }),

  "that is paused right before it happens, until another took the lock over, loses nothing": story(async (stage) => {
    const [owner, waiter, taker] = [await stage.writer(), await stage.writer(), await stage.hasty()];
    await owner.hold(add("owner"), replacesDocument);
    const waiting = await waiter.wait(add("waiter"));
    await owner.holdLater(handsOver);
    await taker.hold(add("taker"), replacesDocument);
    await owner.finish(); // gives the taker's lock to the waiter
    await stage.soon("the waiter's change", waiting.done);
    await taker.finish();
  }),

  "to one who gives up at that moment goes on to the next": story(async (stage) => {
    const [owner, waverer, waiter] = [await stage.writer(), await stage.writer(), await stage.writer()];
    await owner.hold(add("owner"), replacesDocument);
    await waverer.hold(add("waverer"), goesToSleep);
    const waiting = await waiter.wait(add("waiter"));
    waverer.process.release("a");
    await waverer.heldAt(withdrawsTicket);
    await owner.finish(); // gives it the lock
    const refused = await waverer.finish();
    stage.expect(refused.join().startsWith("fail: ABORTED"), `the one who gave up was told: ${refused.join()}`);
    await stage.soon("the next one's change", waiting.done);
  }),

  "to one who gave up already goes on to the next": story(async (stage) => {
    const [owner, waverer, waiter] = [await stage.writer(), await stage.writer(), await stage.writer()];
    await owner.hold(add("owner"), replacesDocument);
    await waverer.hold(add("waverer"), goesToSleep);
    const waiting = await waiter.wait(add("waiter"));
    await owner.holdLater(handsOver);
    waverer.process.release("a");
    await waverer.ended();
    await owner.finish();
    await stage.soon("the next one's change", waiting.done);
  }),

  "to one who dies before it learns of it costs the next one no wait": story(async (stage) => {
    const [owner, mortal, waiter] = [await stage.writer(), await stage.writer(), await stage.writer()];
    await owner.hold(add("owner"), replacesDocument);
    await mortal.hold(add("mortal"), goesToSleep);
    const waiting = await waiter.wait(add("waiter"));
    await owner.finish();
    stage.expect(stage.lockFile().includes(`"pid":${mortal.process.pid},`), "the lock is the mortal's");
    await mortal.killed();
    await stage.soon("the next one's change", waiting.done);
  }),

  "passes over one who died in line, and removes its ticket": story(async (stage) => {
    const [owner, mortal, waiter] = [await stage.writer(), await stage.writer(), await stage.writer()];
    await owner.hold(add("owner"), replacesDocument);
    await mortal.hold(add("mortal"), goesToSleep);
    await mortal.killed();
    const waiting = await waiter.wait(add("waiter"));
    await owner.finish();
    await stage.soon("the next one's change", waiting.done);
    stage.expect(stage.laboratory.counts.takeovers === 0, "nobody had to take over");
  }),

  "passes over one who is stopped, who gets in when it goes on": story(async (stage) => {
    const [owner, stopped, waiter] = [await stage.writer(), await stage.writer(), await stage.writer()];
    await owner.hold(add("owner"), replacesDocument);
    const sleeping = await stopped.wait(add("stopped"));
    stopped.process.signal("SIGSTOP");
    const waiting = await waiter.wait(add("waiter"));
    await owner.finish();
    await stage.soon("the next one's change", waiting.done);
    stopped.process.signal("SIGCONT");
    await stage.soon("the stopped one's change", sleeping.done);
  }),

  "after which the old owner still finds a note passes it on": story(async (stage) => {
    const [owner, late] = [await stage.writer(), await stage.writer()];
    await owner.hold(add("owner"), freesLock);
    await late.hold(add("late"), goesToSleep);
    await owner.holdLater(linksLock);
    await owner.finish();
    stage.expect(stage.lockFile().includes(`"pid":${late.process.pid},`), "the lock is the late one's");
    await stage.soon("the late one's change", late.finish());
  }),

  "whose old owner dies in between does not keep the late one waiting": story(async (stage) => {
    const [owner, late] = [await stage.writer(), await stage.writer()];
    await owner.hold(add("owner"), freesLock);
    await late.hold(add("late"), goesToSleep);
    await owner.holdLater(linksLock);
    await owner.killed();
    await stage.soon("the late one's change", late.finish());
  }),

  "is found by one who wrote its note into a lock that had gone": story(async (stage) => {
    const [owner, late] = [await stage.writer(), await stage.writer()];
    await owner.hold(add("owner"), replacesDocument);
    await late.hold(add("late"), writesNote);
    await owner.finish();
    await stage.soon("the late one's change", late.finish());
  }),
};
