import assert from "node:assert/strict";
import type { OwnerRecord } from "../../src/core/locking/owner-record";
import { lineText, placeInLine, waitingText } from "../../src/vscode/views/lock-texts";

function writers(count: number): readonly OwnerRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    v: 1,
    token: `t${index}`,
    pid: 100 + index,
    host: "h",
    domain: "d",
    writer: `w${index}`,
    app: "window main",
    processStartedAt: "2026-01-01T00:00:00Z",
    since: "2026-01-01T00:00:00Z",
  }));
}

describe("What is said of a line", () => {
  it("is each one's place", () => {
    assert.deepEqual(
      [1, 2, 3, 4, 11, 12, 13, 21, 22].map(placeInLine),
      ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd"].map((place) => `${place} in line`),
    );
  });

  it("is how many there are, if any", () => {
    assert.deepEqual(
      [0, 1, 2].map((count) => waitingText(writers(count))),
      [undefined, "1 waiting", "2 waiting"],
    );
  });

  it("names the first ten", () => {
    assert.equal(lineText([]), undefined);
    assert.equal(lineText(writers(2)), "main (pid 100 on h), main (pid 101 on h)");
    assert.match(lineText(writers(13)) ?? "", /main \(pid 109 on h\) and 3 more$/);
  });
});
