import assert from "node:assert/strict";
import { NewestText } from "../../../src/vscode/running/newest-text";

describe("The newest of a text", () => {
  it("is all of it while it fits", () => {
    const newest = new NewestText(5);
    assert.ok(newest.isEmpty);
    newest.add("ab");
    newest.add("cde");
    assert.ok(!newest.isEmpty);
    assert.deepEqual(newest.take(), { text: "abcde", lost: 0 });
    assert.ok(newest.isEmpty);
  });

  it("is its end when it does not, and says how much is lost", () => {
    const newest = new NewestText(5);
    for (const digit of "0123456789abcdefghij") {
      newest.add(digit);
    }
    assert.deepEqual(newest.take(), { text: "fghij", lost: 15 });
    newest.add("another 5");
    assert.deepEqual(newest.take(), { text: "her 5", lost: 4 });
    assert.deepEqual(newest.take(), { text: "", lost: 0 });
  });
});
