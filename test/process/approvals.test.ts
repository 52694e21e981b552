import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import { Approvals, contentHash } from "../../src/core/runner/approvals";
import { Child, runTogether, useWorkers } from "../helpers/child";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";

const times = 200;

describe("approvals that several processes give at the same time", () => {
  useWorkers();
  removeTempFoldersAfterEach();

  it("all count", async () => {
    const folder = join(tempFolder(), "lockstep");
    const names = ["a", "b", "c", "d"];
    const children = names.map((name) => Child.start("approve", folder, name, times));
    await runTogether(children);
    const approvals = new Approvals(folder);
    for (const name of names) {
      for (let i = 0; i < times; i++) {
        assert.ok(
          approvals.isApproved(contentHash({ root: "/", kind: "shell", text: `${name}-${i}` })),
          `${name}-${i}`,
        );
      }
    }
  });
});
