import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { TaskSlots } from "../../../src/vscode/running/task-slots";

describe("Places for tasks", () => {
  it("are taken by one at a time, and the first one first when it is free again", async () => {
    const slots = new TaskSlots();
    const [first, second] = [await slots.take("a"), await slots.take("a")];
    assert.deepEqual([first.number, second.number, (await slots.take("b")).number], [0, 1, 0]);
    first.leave(Promise.resolve());
    await turn();
    assert.equal((await slots.take("a")).number, 0);
    assert.equal((await slots.take("a")).number, 2);
  });

  it("are waited for when they are free in a moment", async () => {
    const slots = new TaskSlots();
    const first = await slots.take("a");
    let finish = () => {};
    first.leave(new Promise((resolve) => (finish = resolve)));
    const takes = [slots.take("a"), slots.take("a")].map((take) => take.then(({ number }) => number));
    assert.equal(await Promise.race([...takes, turn("nobody")]), "nobody");
    finish();
    assert.deepEqual(await Promise.all(takes), [0, 1]);
  });
});
