import assert from "node:assert/strict";
import { FocusedFirst } from "../../../src/vscode/running/focused-first";
import { eventually } from "../../helpers/eventually";

describe("The window that has the focus", () => {
  const queue = { id: "q", updatedAt: "2026-01-01T00:00:00.000Z" };

  it("takes what is to be run at once", () => {
    let looks = 0;
    const first = new FocusedFirst(
      () => true,
      () => looks++,
    );
    assert.equal(first.takes(queue), true);
    assert.equal(looks, 0);
  });

  it("goes before others, which look again in a moment, after every change", async () => {
    let taken: readonly boolean[] = [];
    const first: FocusedFirst = new FocusedFirst(
      () => false,
      () => {
        taken = [...taken, first.takes(queue)];
      },
    );
    assert.deepEqual([first.takes(queue), first.takes(queue)], [false, false]);
    await eventually("it is taken", () => taken.at(-1));
    const looks = taken.length;
    assert.ok(looks <= 2, `${looks} looks`);
    assert.equal(first.takes({ ...queue, updatedAt: "2026-01-01T00:00:01.000Z" }), false);
  });
});
