import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Io } from "../../../src/cli/io";
import { Output } from "../../../src/cli/output";
import { LockstepError } from "../../../src/core/errors";

describe("output", () => {
  it("prints lines for people", () => {
    const { io, printed } = captured();
    new Output(io, { json: false, verbose: false }).show({ a: 1 }, () => ["one", "two"]);
    assert.deepEqual(printed, { stdout: "one\ntwo\n", stderr: "" });
  });

  it("prints one document for programs", () => {
    const { io, printed } = captured();
    new Output(io, { json: true, verbose: false }).show({ a: 1 }, () => ["one"]);
    assert.deepEqual(JSON.parse(printed.stdout), { a: 1 });
  });

  it("says in a sentence what went wrong", () => {
    const { io, printed } = captured();
    const code = new Output(io, { json: false, verbose: false }).fail(
      new LockstepError("NOT_FOUND", "There is no queue {0}.", ["build"]),
    );
    assert.equal(code, 3);
    assert.equal(printed.stderr, "lockstep: There is no queue build.\n");
  });

  it("tells programs code, message, exit code and document", () => {
    const { io, printed } = captured();
    new Output(io, { json: true, verbose: false }).fail(
      new LockstepError("CORRUPT", "Broken.", [], { document: "queues/q.json" }),
    );
    assert.deepEqual(JSON.parse(printed.stderr), {
      error: { code: "CORRUPT", message: "Broken.", exitCode: 6, document: "queues/q.json" },
    });
  });

  it("shows no stack trace of what nobody foresaw, but says how to see it", () => {
    const { io, printed } = captured();
    assert.equal(new Output(io, { json: false, verbose: false }).fail(new TypeError("x is not a function")), 1);
    assert.match(printed.stderr, /^lockstep: .*x is not a function.*--verbose.*\n$/);
  });

  it("shows the stack trace and the cause to who asks for details", () => {
    const { io, printed } = captured();
    const error = new LockstepError("IO", "Disk full.", [], { cause: new Error("ENOSPC") });
    new Output(io, { json: false, verbose: true }).fail(error);
    assert.match(printed.stderr, /^lockstep: Disk full\.\n[\s\S]*\n +at [\s\S]*ENOSPC/);
  });

  it("keeps an error that comes with a document from steering the terminal", () => {
    const { io, printed } = captured();
    new Output(io, { json: false, verbose: false }).fail(
      new LockstepError("NOT_FOUND", "No queue {0}.", ["\u001b[2J"]),
    );
    assert.equal(printed.stderr, "lockstep: No queue \\u001b[2J.\n");
  });
});

function captured(): { io: Io; printed: { stdout: string; stderr: string } } {
  const printed = { stdout: "", stderr: "" };
  const io: Io = {
    stdout: { write: (text) => (printed.stdout += text) },
    stderr: { write: (text) => (printed.stderr += text) },
    cwd: "/",
    env: {},
    isTTY: false,
  };
  return { io, printed };
}
