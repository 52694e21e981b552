import assert from "node:assert/strict";
import { join } from "node:path";
import { afterEach, before, describe, it } from "mocha";
import { Approvals, contentHash } from "../../src/core/runner/approvals";
import { buildWorker, Child, killChildren } from "../helpers/child";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";

const times = 200;

describe("approvals that several processes give at the same time", () => {
  before(function () {
    this.timeout(60_000);
    buildWorker();
  });
  afterEach(killChildren);
  removeTempFoldersAfterEach();

  it("all count", async () => {
    const folder = join(tempFolder(), "lockstep");
    const names = ["a", "b", "c", "d"];
    const children = names.map((name) => Child.start("approve", folder, name, times));
    await Promise.all(children.map((child) => child.ready()));
    for (const child of children) {
      child.go();
    }
    await Promise.all(children.map((child) => child.done()));
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
