import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import { Child, useWorkers } from "../helpers/child";
import { runLogsOf } from "../helpers/run-logs-of";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";

const cap = 5_000;
const lines = 20_000;
const notice = /\[Lockstep cut (\d+) bytes of earlier output here\.\]\n/g;

describe("a log that another process writes, as fast as it can, and makes full many times,", () => {
  useWorkers();
  removeTempFoldersAfterEach();

  it("is told whole and in order, but for what was cut before it could be told: that is counted", async () => {
    const root = join(tempFolder(), ".lockstep");
    const writer = Child.start("log", root, "r1", cap, lines);
    await writer.ready();
    const controller = new AbortController();
    const chunks: Uint8Array[] = [];
    const told = (async () => {
      for await (const chunk of runLogsOf(root, cap).follow("r1", { signal: controller.signal })) {
        chunks.push(chunk);
      }
    })();
    writer.go();
    await writer.done();
    controller.abort();
    await told;

    assert.deepEqual(writer.acknowledged, ["whole"]);
    const whole = Array.from({ length: lines }, (_, i) => `line ${i}\n`).join("");
    let at = 0;
    let from = 0;
    const text = Buffer.concat(chunks).toString();
    for (const match of text.matchAll(notice)) {
      const part = text.slice(from, match.index);
      assert.ok(whole.startsWith(part, at));
      at += part.length + Number(match[1]);
      from = match.index + match[0].length;
    }
    assert.equal(text.slice(from), whole.slice(at));
  });
});
