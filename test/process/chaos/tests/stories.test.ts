import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { WriterBundle } from "../laboratory/bundle";
import { mayUnshare } from "../scenarios/namespaces";
import { beginnings } from "../stories/beginnings";
import { containers } from "../stories/containers";
import { handOvers } from "../stories/hand-overs";
import { pausedWriters } from "../stories/paused-writers";
import type { Story } from "../stories/story";
import { takeovers } from "../stories/takeovers";

/** Orders of steps that are unlikely to come about by themselves, each with what must hold in it. */
const groups: Readonly<Record<string, Readonly<Record<string, Story>>>> = {
  "a paused writer": pausedWriters,
  "a takeover": takeovers,
  "a hand-over": handOvers,
  "the beginning": beginnings,
  "among containers": containers,
};

for (const [group, stories] of Object.entries(groups)) {
  describe(`in an unlucky order of steps, ${group}`, () => {
    let bundle: WriterBundle;
    before(function () {
      this.timeout(60_000);
      if (stories === containers && !mayUnshare()) {
        console.log("      skipped: this user may not make pid namespaces (unshare --pid)");
        this.skip();
      }
      bundle = WriterBundle.make();
    });
    after(() => bundle?.remove());

    for (const [name, play] of Object.entries(stories)) {
      it(name, async function () {
        this.timeout(60_000);
        const problems = await play(bundle.path);
        assert.ok(problems.length === 0, problems.join("\n"));
      });
    }
  });
}
