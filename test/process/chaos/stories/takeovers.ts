import { setTimeout as delay } from "node:timers/promises";
import {
  createsLock,
  fillsTemp,
  listsFolder,
  makesClaim,
  movesClaim,
  opensLockForNote,
  replacesDocument,
  signsClaim,
  signsLock,
  writesNote,
} from "../faults/sites";
import { leaveCorpse } from "../scenarios/corpse";
import { rash } from "../scenarios/limits";
import { add, type Story, story } from "./story";

/** Several inherit, or one inherits late. */
export const takeovers: Readonly<Record<string, Story>> = {
  "by one that is paused before its sweep does not make the change of its own heir fail": story(async (stage) => {
    await leaveCorpse(stage.laboratory);
    const [slow, quick] = [await stage.writer(), await stage.hasty()];
    await slow.hold(add("slow"), listsFolder);
    await quick.hold(add("quick"), replacesDocument);
    await slow.holdLater(opensLockForNote); // it has swept, lost its lock and waits
    stage.expect((await quick.finish()).length === 0, "the heir got through");
    await slow.finish();
  }),

  "by one that is paused before its sweep does not make a later writer fail": story(async (stage) => {
    await leaveCorpse(stage.laboratory);
    const [slow, quick, third] = [await stage.writer(), await stage.hasty(), await stage.writer()];
    await slow.hold(add("slow"), listsFolder);
    await quick.perform(add("quick"));
    await third.hold(add("third"), fillsTemp);
    await slow.holdLater(opensLockForNote);
    stage.expect((await third.finish()).length === 0, "the third got through");
    await slow.finish();
  }),

  "by a late heir that is killed leaves no claim behind the next change": story(async (stage) => {
    await leaveCorpse(stage.laboratory);
    const [late, taker] = [await stage.writer(), await stage.writer()];
    await late.hold(add("late"), makesClaim);
    await taker.perform(add("taker's"));
    await late.holdLater(signsClaim);
    await late.killed();
  }),

  "by an heir that dies right before it inherits leaves the lock to the next one": story(async (stage) => {
    await leaveCorpse(stage.laboratory);
    await leaveCorpse(stage.laboratory, add("heir"), movesClaim);
    const next = await stage.writer();
    await stage.soon("the next one's change", next.perform(add("next")));
  }),

  "by two of one name, of whom one moves the other's claim, leaves nobody waiting": story(async (stage) => {
    const [owner, next] = [await stage.writer(), await stage.writer()];
    const [slow, late] = [await stage.writer({ limits: rash }), await stage.writer({ limits: rash })];
    await owner.hold(add("owner"), signsLock);
    await slow.hold(add("slow"), movesClaim);
    await late.hold(add("late"), makesClaim);
    await owner.finish(); // it has swept the slow one's claim
    await late.holdLater(signsClaim);
    await slow.holdLater((site) => site.name !== "renameSync"); // it moved what goes by that name now
    const others = Promise.all([late.finish(), slow.finish()]);
    await stage.soon("the next one's change", next.perform(add("next")));
    await others;
  }),

  "does not happen to an owner whose lock has a note before it has a name": story(async (stage) => {
    const [first, waiter] = [await stage.writer(), await stage.writer()];
    const [second, third] = [await stage.writer(), await stage.writer()];
    await first.hold(add("first"), replacesDocument);
    await waiter.hold(add("waiter"), opensLockForNote);
    await first.finish();
    await second.hold(add("second"), signsLock);
    await waiter.holdLater((site) => writesNote(site) || createsLock(site));
    await waiter.holdLater(() => true);
    await second.holdLater(replacesDocument);
    const others = [third.perform(add("third")), waiter.finish()];
    await Promise.race([...others, delay(300)]);
    stage.expect(stage.lockFile().includes(`"pid":${second.process.pid},`), "the owner still has its lock");
    stage.expect((await second.finish()).length === 0, "the owner got through");
    await Promise.all(others);
  }),
};
