import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { describe, it } from "mocha";
import { confirmOn } from "../../../src/cli/confirm";
import { rejectsWith } from "../../helpers/throws-with";

describe("a question on a terminal", () => {
  const asked = (signal = new AbortController().signal) => {
    const input = new PassThrough();
    return { input, answer: confirmOn(input, new PassThrough(), signal)("Allow it?") };
  };

  for (const [text, yes] of [
    ["y\n", true],
    [" YES \n", true],
    ["n\n", false],
    ["\n", false],
    ["yesterday\n", false],
  ] as const) {
    it(`takes ${JSON.stringify(text)} for a ${yes ? "yes" : "no"}`, async () => {
      const { input, answer } = asked();
      input.write(text);
      assert.equal(await answer, yes);
    });
  }

  it("is a no when the terminal ends", async () => {
    const { input, answer } = asked();
    input.end();
    assert.equal(await answer, false);
  });

  it("is cancelled by a signal, so that the command ends as signals end it", async () => {
    const cancel = new AbortController();
    const { answer } = asked(cancel.signal);
    cancel.abort();
    await rejectsWith("ABORTED", answer);
  });

  it("is not asked after one", async () => {
    await rejectsWith("ABORTED", asked(AbortSignal.abort()).answer);
  });
});
