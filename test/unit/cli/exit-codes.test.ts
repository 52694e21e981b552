import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { exitCodeOf, exitCodesHelp } from "../../../src/cli/exit-codes";

describe("exit codes", () => {
  it("are what scripts rely on", () => {
    const codes = [
      "INVALID",
      "NOT_FOUND",
      "CONFLICT",
      "PRECONDITION",
      "NEWER_VERSION",
      "LOCK_TIMEOUT",
      "CORRUPT",
    ] as const;
    assert.deepEqual(codes.map(exitCodeOf), [2, 3, 4, 4, 4, 5, 6]);
  });

  it("are one for every other failure and 130 when cancelled", () => {
    assert.deepEqual(
      (["IO", "UNFLUSHED", "SYMLINK", "LOCK_LOST", "LOCK_REENTRANT"] as const).map(exitCodeOf),
      [1, 1, 1, 1, 1],
    );
    assert.equal(exitCodeOf("ABORTED"), 130);
  });

  it("are all in the help", () => {
    for (const code of [0, 1, 2, 3, 4, 5, 6]) {
      assert.match(exitCodesHelp, new RegExp(`^  ${code}  \\w`, "m"));
    }
  });
});
