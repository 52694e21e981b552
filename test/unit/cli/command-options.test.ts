import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { placementFrom, requiredPlacement } from "../../../src/cli/placement-options";
import { requiredRun, runFrom, runText } from "../../../src/cli/run-options";
import { notEmpty, repeated, seconds } from "../../../src/cli/values";
import { throwsWith } from "../../helpers/throws-with";

describe("what to run", () => {
  it("is a shell command or a prompt", () => {
    assert.deepEqual(runFrom(["ls -l"], {}), { kind: "shell", command: "ls -l" });
    assert.deepEqual(runFrom([], { prompt: "Fix it" }), {
      kind: "prompt",
      agent: "claude",
      prompt: "Fix it",
      sessionMode: "continue",
    });
    assert.deepEqual(runFrom([], { prompt: "Fix it", agent: "codex", newSession: true }), {
      kind: "prompt",
      agent: "codex",
      prompt: "Fix it",
      sessionMode: "new",
    });
    assert.equal(runFrom([], {}), undefined);
  });

  it("is not both, not half of one, and not nothing where it is needed", () => {
    throwsWith("INVALID", () => runFrom(["ls"], { prompt: "Fix it" }));
    throwsWith("INVALID", () => runFrom(["ls"], { agent: "codex" }));
    throwsWith("INVALID", () => runFrom([], { newSession: true }));
    throwsWith("INVALID", () => requiredRun([], {}, "an example"));
  });

  it("is told in a line", () => {
    assert.equal(runText({ kind: "shell", command: "ls" }), "ls");
    assert.equal(runText({ kind: "prompt", agent: "a", prompt: "p", sessionMode: "new" }), "a: p");
  });
});

describe("a place in a list", () => {
  const idOf = (ref: string) => `id of ${ref}`;

  it("is a number or a neighbour", () => {
    assert.deepEqual(placementFrom({ at: 2 }, idOf), { at: 2 });
    assert.deepEqual(placementFrom({ before: "x" }, idOf), { before: "id of x" });
    assert.deepEqual(placementFrom({ after: "x" }, idOf), { after: "id of x" });
    assert.equal(placementFrom({}, idOf), undefined);
  });

  it("is one place", () => {
    throwsWith("INVALID", () => placementFrom({ at: 1, after: "x" }, idOf));
    throwsWith("INVALID", () => requiredPlacement({}, idOf));
  });
});

describe("values of options", () => {
  it("are seconds", () => {
    assert.deepEqual(["0", "0.5", "30"].map(seconds), [0, 500, 30_000]);
    for (const text of ["", "-1", "soon", "1e3", "Infinity", "99999999"]) {
      throwsWith("INVALID", () => seconds(text));
    }
  });

  it("are gathered when repeated", () => {
    assert.deepEqual(repeated("b", repeated("a", undefined)), ["a", "b"]);
  });

  it("say something", () => {
    assert.equal(notEmpty("label", "x"), "x");
    assert.equal(notEmpty("label", undefined), undefined);
    throwsWith("INVALID", () => notEmpty("label", " "));
  });
});
