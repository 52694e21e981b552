import { binsDocument, fillsTemp, freesLock, makesBin, makesTemp, replacesDocument } from "../faults/sites";
import { leaveCorpse } from "../scenarios/corpse";
import { add, drain, type Story, story } from "./story";

/** A writer sleeps in the middle of its change for so long that it is taken for dead, and wakes. */
export const pausedWriters: Readonly<Record<string, Story>> = {
  "on its way to the rename does not undo the change of whoever took over": story(async (stage) => {
    const [zombie, taker] = [await stage.writer(), await stage.hasty()];
    await zombie.hold(add("zombie's"), replacesDocument);
    await taker.perform(add("taker's"));
    await zombie.finish();
  }),

  "before it frees the lock does not make a change of whoever took over come to nothing": story(async (stage) => {
    const [zombie, taker, third] = [await stage.writer(), await stage.hasty(), await stage.writer()];
    await zombie.hold(add("zombie's"), freesLock);
    await taker.hold(add("taker's"), replacesDocument);
    await zombie.finish();
    stage.expect(stage.lockFile() === "", "the lock is free");
    await third.perform(add("third's"));
    await taker.finish();
  }),

  "in a deletion does not delete the change of whoever took over": story(async (stage) => {
    const [zombie, taker] = [await stage.writer(), await stage.hasty()];
    await zombie.hold(drain, binsDocument);
    await taker.perform(add("taker's"));
    await zombie.finish();
  }),

  "in a deletion leaves no bin behind when it is killed after it woke": story(async (stage) => {
    const [zombie, taker] = [await stage.writer(), await stage.hasty()];
    await zombie.hold(drain, makesBin);
    await taker.perform(add("taker's"));
    await zombie.holdLater(({ name }) => name === "statSync");
    await zombie.killed();
  }),

  "leaves no temp behind when it is killed after it woke": story(async (stage) => {
    const [zombie, taker] = [await stage.writer(), await stage.hasty()];
    await zombie.hold(add("zombie's"), makesTemp);
    await taker.perform(add("taker's"));
    await zombie.holdLater(fillsTemp);
    await zombie.killed();
  }),

  "whose clock was set ahead and back leaves no temp behind when it dies": story(async (stage) => {
    const [lost, taker] = [await stage.writer({ clock: "steps" }), await stage.writer({ clock: "steps" })];
    await lost.hold(add("lost"), replacesDocument);
    await lost.killed();
    await stage.soon("the takeover", taker.perform(add("taker's")));
  }),

  "when its backup was the document itself already, still deletes": story(async (stage) => {
    await leaveCorpse(stage.laboratory, add("corpse's"), replacesDocument);
    const next = await stage.writer();
    await next.perform(drain);
  }),
};
