import { endsLease, fillsFolder, isRename, makesFolder, makesLeaseClaim, signsLeaseClaim } from "../faults/sites";
import { leaveCorpse } from "../scenarios/corpse";
import { add, type Story, story, storyFromTheBeginning } from "./story";

const underLease = (value: string) => ({ f: "note", under: "lease", value }) as const;

/** What is made once, or lasts for long: the state folder, leases. */
export const beginnings: Readonly<Record<string, Story>> = {
  "of a state folder that two make at once leaves one": storyFromTheBeginning(async (stage) => {
    const [slow, quick] = [await stage.writer(), await stage.writer()];
    await slow.hold(add("slow"), makesFolder);
    await quick.perform(add("quick"));
    stage.expect((await slow.finish()).length === 0, "the slow one got through");
  }),

  "of a state folder by one that is killed when another had made it leaves nothing": storyFromTheBeginning(
    async (stage) => {
      const [slow, quick] = [await stage.writer(), await stage.writer()];
      await slow.hold(add("slow"), makesFolder);
      await quick.perform(add("quick"));
      await slow.holdLater(fillsFolder);
      await slow.killed();
    },
  ),

  "of a state folder by two that are killed one after the other leaves nothing": storyFromTheBeginning(
    async (stage) => {
      const [one, other] = [await stage.writer(), await stage.writer()];
      await one.hold(add("one"), isRename);
      await one.killed();
      await other.hold(add("other"), isRename);
      await other.holdLater(() => true); // the folder is there
      await other.killed();
    },
  ),

  "of a lease by a late heir that is killed leaves no claim behind the next lease": story(async (stage) => {
    await leaveCorpse(stage.laboratory, underLease("corpse's"), endsLease);
    const [late, taker] = [await stage.writer(), await stage.writer()];
    await late.hold(underLease("late"), makesLeaseClaim);
    await taker.perform(underLease("taker's"));
    await late.holdLater(signsLeaseClaim);
    await late.killed();
    await stage.laboratory.next(underLease("next"));
  }),
};
