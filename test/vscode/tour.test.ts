import assert from "node:assert/strict";
import { eventually } from "../helpers/eventually";
import { answering } from "./answers";
import { loseLine, position } from "./command-tests/command-tests";
import { forgetEverything, lockstep, run, state } from "./running-extension";

describe("A tour", () => {
  beforeEach(forgetEverything);
  afterEach(async () => {
    await run("lockstep.tour.end");
    await forgetEverything();
  });

  const labels = ["One", "Two", "Three"] as const;

  /** On lines 2, 4 and 6. */
  async function threeStops(): Promise<readonly string[]> {
    const { bookmarks } = await state();
    const ids: string[] = [];
    for (const [index, label] of labels.entries()) {
      const { id } = await bookmarks.add({ path: "src/app.ts", line: 2 * index + 2, label, list: "Tour" });
      ids.push(id);
    }
    return ids;
  }

  async function current(): Promise<string> {
    const { number, total, bookmark } = (await lockstep()).tour.position ?? {};
    return `${number}/${total} ${bookmark?.bookmark.label}`;
  }

  it("goes in the order that somebody gave the list, else by place", async () => {
    const [one = "", , three = ""] = await threeStops();
    await (await state()).bookmarks.place([three], { before: one });
    await run("lockstep.tour.start", { list: "tour" });
    const visited = [await current()];
    for (let step = 0; step < 2; step++) {
      await run("lockstep.tour.next");
      visited.push(await current());
    }
    assert.deepEqual(visited, ["1/3 Three", "2/3 One", "3/3 Two"]);
  });

  it("passes over orphans, files that are gone and bookmarks that somebody removed meanwhile, and says so", async () => {
    const ids = await threeStops();
    const { bookmarks } = await state();
    const two = await bookmarks.find(ids[1] ?? "");
    await loseLine(two);
    const gone = await bookmarks.add({ path: "src/gone.ts", line: 1, label: "Gone", list: "Tour" });
    await bookmarks.add({ path: "src/lib/math.ts", line: 3, label: "Last", list: "Tour" });
    await run("lockstep.tour.start", { list: "Tour" });
    assert.equal(await current(), "1/5 One");
    await bookmarks.remove([ids[2] ?? ""]);
    const messages = await answering({}, () => run("lockstep.tour.next"));
    assert.equal(await current(), "5/5 Last");
    assert.deepEqual(
      messages.map(({ text }) => text),
      ["Passed over, since its line or file is gone: Two, Gone"],
    );
    assert.ok(
      (await bookmarks.list()).some(({ id }) => id === gone.id),
      "what can't be shown is kept",
    );
  });

  it("shows what others write on a stop while somebody stands there, and goes where the next one has moved", async () => {
    const [one = "", two = ""] = await threeStops();
    const { bookmarks } = await state();
    await run("lockstep.tour.start", { list: "Tour" });
    await bookmarks.edit(one, { label: "First", note: "Read this" });
    await eventually("the new label", async () => (await current()) === "1/3 First");
    await bookmarks.edit(two, { line: 9 });
    await run("lockstep.tour.next");
    assert.equal(position(), "src/app.ts:9");
  });

  it("goes on by two stops when its key is pressed twice, and nowhere once it has ended", async () => {
    await threeStops();
    await run("lockstep.tour.start", { list: "Tour" });
    await Promise.all([run("lockstep.tour.next"), run("lockstep.tour.next")]);
    assert.equal(await current(), "3/3 Three");
    await Promise.all([run("lockstep.tour.previous"), run("lockstep.tour.end")]);
    assert.equal((await lockstep()).tour.position, undefined);
  });

  it("is refused where there is nothing to see", async () => {
    const [told] = await answering({}, () => run("lockstep.tour.start", { list: "None" }));
    assert.match(told?.text ?? "", /no bookmarks in the list “None”/);
    assert.equal((await lockstep()).tour.position, undefined);
  });
});
