import assert from "node:assert/strict";
import type { LockOnDocument } from "../../src/core/storage/status";
import { AttendanceLooks } from "../../src/vscode/views/attendance-looks";
import { eventually } from "../helpers/eventually";
import { lockstep } from "./running-extension";

/** A view and what it shows, with looks that come fast while something is locked and as good as never while not. */
async function looking({ visible, lock }: { readonly visible: boolean; readonly lock?: { readonly alive: boolean } }) {
  const [folder] = (await lockstep()).folders.all;
  assert.ok(folder);
  const locks: readonly LockOnDocument[] =
    lock === undefined ? [] : [{ document: "a.json", type: "exclusive", owner: undefined, waiting: [], ...lock }];
  const listening = { dispose: () => {} };
  let count = 0;
  const attendance = {
    latest: [{ folder, value: { writers: [], locks, leases: [], problems: [] } }],
    onDidChange: () => listening,
    refresh: async () => {
      count++;
    },
  };
  const view = { visible, onDidChangeVisibility: () => listening };
  const looks = new AttendanceLooks(view, attendance, { idle: 60_000, locked: 5 });
  return { looks, count: () => count };
}

describe("Looks at who is here", () => {
  it("are made often while a living writer holds a lock and somebody looks, and else hardly ever", async () => {
    const busy = await looking({ visible: true, lock: { alive: true } });
    const idle = await looking({ visible: true });
    const left = await looking({ visible: true, lock: { alive: false } });
    const hidden = await looking({ visible: false, lock: { alive: true } });
    await eventually("many looks", () => busy.count() > 20);
    assert.deepEqual([idle.count(), left.count(), hidden.count()], [1, 1, 0]);
    for (const { looks } of [busy, idle, left, hidden]) {
      looks.dispose();
    }
  });
});
