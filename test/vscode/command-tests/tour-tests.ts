import assert from "node:assert/strict";
import { answering } from "../answers";
import { findRow, lockstep, run, state } from "../running-extension";
import { type CommandTests, position } from "./command-tests";

type Tested = "lockstep.tour.start" | "lockstep.tour.next" | "lockstep.tour.previous" | "lockstep.tour.end";

/** Two bookmarks of a list and one of none. */
async function withList(): Promise<void> {
  const { bookmarks } = await state();
  await bookmarks.add({ path: "src/app.ts", line: 7, label: "Second", list: "Onboarding" });
  await bookmarks.add({ path: "src/app.ts", line: 3, label: "First", note: "Start *here*", list: "Onboarding" });
  await bookmarks.add({ path: "README.md", line: 1 });
  await (await lockstep()).models.bookmarks.current();
}

async function stop(): Promise<string> {
  const { tour } = await lockstep();
  const { number, total, title, bookmark } = tour.position ?? {};
  return `${title} ${number}/${total}: ${bookmark?.bookmark.label ?? bookmark?.bookmark.path}`;
}

export const tourTests: CommandTests<Tested> = {
  "lockstep.tour.start": [
    "asks of what, and goes to the first stop",
    async () => {
      await withList();
      await answering({ picks: ["Onboarding"] }, () => run("lockstep.tour.start"));
      assert.deepEqual([await stop(), position()], ["Onboarding 1/2: First", "src/app.ts:3"]);
      await answering({ picks: ["All Bookmarks"] }, () => run("lockstep.tour.start"));
      assert.deepEqual([await stop(), position()], ["All Bookmarks 1/3: README.md", "README.md:1"]);
      await run("lockstep.tour.end");
    },
  ],
  "lockstep.tour.next": [
    "goes on, and ends the tour after the last stop with a message",
    async () => {
      await withList();
      await run("lockstep.tour.start", { list: "Onboarding" });
      await run("lockstep.tour.next");
      assert.deepEqual([await stop(), position()], ["Onboarding 2/2: Second", "src/app.ts:7"]);
      const [told] = await answering({}, () => run("lockstep.tour.next"));
      assert.match(told?.text ?? "", /last stop of the tour “Onboarding”/);
      assert.equal((await lockstep()).tour.position, undefined);
      const [refused] = await answering({}, () => run("lockstep.tour.next"));
      assert.match(refused?.text ?? "", /There is no tour now/);
    },
  ],
  "lockstep.tour.previous": [
    "goes back, and stays at the first stop",
    async () => {
      await withList();
      await run("lockstep.tour.start", { list: "Onboarding" });
      await run("lockstep.tour.next");
      await run("lockstep.tour.previous");
      assert.equal(await stop(), "Onboarding 1/2: First");
      const [told] = await answering({}, () => run("lockstep.tour.previous"));
      assert.match(told?.text ?? "", /first stop/);
      assert.equal(await stop(), "Onboarding 1/2: First");
      await run("lockstep.tour.end");
    },
  ],
  "lockstep.tour.end": [
    "ends it",
    async () => {
      await withList();
      await run("lockstep.tour.start", { list: "Onboarding" });
      await run("lockstep.tour.end");
      assert.equal((await lockstep()).tour.position, undefined);
      assert.ok(await findRow((await lockstep()).trees.bookmarks, "First"));
    },
  ],
};
