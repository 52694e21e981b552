import assert from "node:assert/strict";
import { plainOutput } from "../../../src/vscode/logs/plain-output";

describe("Plain output", () => {
  it("has no colours, cursor movements or titles", () => {
    assert.equal(plainOutput("\u001b[1;32mok\u001b[0m \u001b[2K\u001b]0;title\u0007done\n"), "ok done\n");
  });

  it("keeps the last of what was written over, and lines that end as on Windows", () => {
    assert.equal(plainOutput("1%\r50%\r100%\r\nnext\r\n"), "100%\nnext\n");
    assert.equal(plainOutput("half\r"), "half\r");
  });
});
