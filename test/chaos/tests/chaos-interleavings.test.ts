import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { WriterBundle } from "../bundle";
import { interleavings, interleavingsOfContainers } from "../scenarios/interleavings";
import { mayUnshare } from "../scenarios/namespaces";

describe("in an unlucky order of steps", () => {
  let bundle: WriterBundle;
  before(function () {
    this.timeout(60_000);
    bundle = WriterBundle.make();
  });
  after(() => bundle.remove());

  const all = { ...interleavings, ...(mayUnshare() ? interleavingsOfContainers : {}) };
  for (const [name, play] of Object.entries(all)) {
    it(name, async function () {
      this.timeout(60_000);
      const problems = await play(bundle.path);
      assert.ok(problems.length === 0, problems.join("\n"));
    });
  }
});
