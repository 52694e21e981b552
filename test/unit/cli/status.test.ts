import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import { createContainer } from "../../../src/container";
import type { Status } from "../../../src/core/storage/status";
import { eventually } from "../../helpers/eventually";
import { removeTempFoldersAfterEach } from "../../helpers/temp-folder";
import { lockstep, workspace } from "./run-lockstep";

describe("lockstep status", () => {
  removeTempFoldersAfterEach();

  it("says who holds a lock and who waits for it", async () => {
    const cwd = workspace();
    const document = join(cwd, ".lockstep", "bookmarks.json");
    const holder = createContainer({ writer: { kind: "window", name: "holder" } });
    const waiter = createContainer({ writer: { kind: "cli", name: "waiter" } });
    const held = await holder.fileLockService.acquire(document);
    assert.ok(held.success);
    const waiting = waiter.fileLockService.acquire(document);
    const [lock] = await eventually("somebody waits", async () => {
      const { locks }: Status = JSON.parse((await lockstep({ cwd }, "status", "--json")).stdout);
      return locks[0]?.waiting.length === 1 && locks;
    });
    assert.deepEqual(
      [lock?.document, lock?.type, lock?.alive, lock?.owner?.app, lock?.waiting.map(({ app }) => app)],
      ["bookmarks.json", "exclusive", true, "window holder", ["cli waiter"]],
    );
    assert.match(
      (await lockstep({ cwd }, "status")).stdout,
      /^ {2}bookmarks\.json {2}exclusive {2}by window holder .+ 1 writer waiting:\n {4}1\. cli waiter /m,
    );
    await held.handle.release();
    const next = await waiting;
    assert.ok(next.success);
    await next.handle.release();
    await Promise.all([holder.dispose(), waiter.dispose()]);
  });
});
