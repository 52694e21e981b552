import assert from "node:assert/strict";
import { TerminalText } from "../../../src/vscode/running/terminal-text";

describe("Output in a terminal", () => {
  it("has lines that begin at the left, whatever ended them", () => {
    const text = new TerminalText();
    assert.equal(text.read(Buffer.from("a\nb\r\nc\rd"), "stdout"), "a\r\nb\r\nc\rd");
  });

  it("has whole characters, wherever chunks cut them, from each of its sources", () => {
    const text = new TerminalText();
    const [out, errors] = [Buffer.from("grün"), Buffer.from("日本")];
    const shown = [
      text.read(out.subarray(0, 3), "stdout"),
      text.read(errors.subarray(0, 4), "stderr"),
      text.read(out.subarray(3), "stdout"),
      text.read(errors.subarray(4), "stderr"),
    ];
    assert.deepEqual(shown, ["gr", "日", "ün", "本"]);
  });
});
