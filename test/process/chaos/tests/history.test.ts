import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { HistoryLog, readHistory } from "../checker/history";

describe("a history that processes share", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lockstep-history-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is read without the event that a process is writing or was killed in, and with all that others write next", () => {
    const path = join(folder, "history.jsonl");
    const killed = new HistoryLog(join(folder, "whole.jsonl"), "killed");
    killed.ok(killed.invoke({ f: "add", value: "a" }), undefined);
    killed.close();
    const whole = readFileSync(join(folder, "whole.jsonl"), "utf8");

    for (let length = 0; length <= whole.length; length++) {
      writeFileSync(path, whole.slice(0, length));
      const before = readHistory(path).operations;
      const other = new HistoryLog(path, "other");
      other.ok(other.invoke({ f: "read" }), ["a"]);
      other.close();
      appendFileSync(path, "\n{");

      const { operations } = readHistory(path);
      assert.deepEqual(operations.slice(0, -1), before, `cut off after ${length}`);
      const [read] = operations.slice(-1);
      assert.deepEqual([read?.caller, read?.outcome, read?.result], ["other", "ok", ["a"]]);
    }
  });
});
