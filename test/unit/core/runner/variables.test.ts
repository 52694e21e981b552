import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { LockstepError } from "../../../../src/core/errors";
import { environmentOf, type RunFacts } from "../../../../src/core/runner/run-environment";
import { type VariableSources, Variables } from "../../../../src/core/runner/variables";
import { rejectsWith } from "../../../helpers/throws-with";

/** A variable as a document has it. */
const v = (body: string) => `$\{${body}}`;

function variables(sources: Partial<VariableSources> = {}): Variables {
  return new Variables({
    workspaceFolder: "/work/project",
    cwd: "/started/here",
    userHome: "/home/ada",
    env: { NAME: "value", EMPTY: "", Path: "C:\\" },
    platform: "linux",
    ...sources,
  });
}

async function messageOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof LockstepError && error.code === "INVALID", String(error));
  return error.message;
}

const inAWindow = (name: string, argument: string | undefined) =>
  ({ file: "/work/project/a.ts", lineNumber: "12", "config:editor.tabSize": "2" })[
    argument === undefined ? name : `${name}:${argument}`
  ];

describe("variables in what documents say", () => {
  it("have the values that VS Code's tasks give them", async () => {
    for (const [body, value] of [
      ["workspaceFolder", "/work/project"],
      ["workspaceFolderBasename", "project"],
      ["cwd", "/started/here"],
      ["userHome", "/home/ada"],
      ["pathSeparator", "/"],
      ["/", "/"],
      ["env:NAME", "value"],
      ["env:EMPTY", ""],
      ["env:NOT_SET", ""],
      ["env:constructor", ""],
    ] as const) {
      assert.equal(await variables().text(v(body)), value, body);
      assert.equal(await variables().line(`a ${v(body)} b ${v(body)}`), `a ${value} b ${value}`, body);
      assert.deepEqual(await variables().value(v(body)), { value, secrets: [] }, body);
    }
  });

  it("are those of Windows there", async () => {
    const windows = variables({ platform: "win32" });
    assert.equal(await windows.text(v("/") + v("env:PATH")), "\\C:\\");
  });

  it("may come from a window", async () => {
    const window = variables({ provide: inAWindow });
    assert.equal(await window.line(`lint ${v("file")}:${v("lineNumber")}`), "lint /work/project/a.ts:12");
    assert.equal(await window.text(v("config:editor.tabSize")), "2");
  });

  it("that only a window knows are refused elsewhere, with the reason", async () => {
    const message = await messageOf(variables().line(`cat ${v("file")} ${v("selectedText")}`));
    assert.equal(
      message,
      `${v("file")}, ${v("selectedText")} has no value here: it comes from an editor that is open in VS Code.`,
    );
  });

  it("that nobody knows are refused by name", async () => {
    assert.equal(
      await messageOf(variables().text(`${v("wrkspaceFolder")}/${v("file")}/${v("NAME")}`)),
      `There is no variable ${v("wrkspaceFolder")}, ${v("NAME")}.`,
    );
    assert.match(
      await messageOf(variables().line(`cd ${v("wrkspaceFolder")}`)),
      /wrkspaceFolder.* with two \$: \$\$\{wrkspaceFolder\}/,
    );
    for (const body of ["", "env", "env:", "workspaceFolder:other", "nope:x"]) {
      await rejectsWith("INVALID", variables().text(v(body)));
    }
  });

  it("of a shell stay in a command line", async () => {
    for (const line of [
      `echo ${v("HOME")} ${v("_x1")} ${v("file:-none")} ${v("name%.*")} ${v("#list[@]")} ${v("list[0]")} ${v("a:1:2")}`,
      "echo $HOME $(date) $$",
      "{ echo; }",
    ]) {
      assert.equal(await variables().line(line), line);
    }
    assert.equal(
      await variables().line(`echo ${v(`DIR:-${v("workspaceFolder")}`)}`),
      `echo ${v("DIR:-/work/project")}`,
    );
  });

  it("are written as they are with two dollars", async () => {
    assert.equal(
      await variables().line(`for i in 1; do echo $${v("i")}x; done`),
      `for i in 1; do echo ${v("i")}x; done`,
    );
    assert.equal(await variables().text(`$${v("workspaceFolder")}`), v("workspaceFolder"));
  });

  it("are not looked for in values: nothing that a file's name says is resolved", async () => {
    const window = variables({ provide: () => v("secret:TOKEN"), secret: async () => "s3cret" });
    assert.deepEqual(await window.value(v("file")), { value: v("secret:TOKEN"), secrets: [] });
  });
});

describe("secrets", () => {
  const secret = async (name: string) => (name === "TOKEN" ? "s3cret" : undefined);

  it("stand in values of the environment, which tell what must be masked", async () => {
    const resolved = await variables({ secret }).value(`Bearer ${v("secret:TOKEN")}`);
    assert.deepEqual(resolved, { value: "Bearer s3cret", secrets: ["s3cret"] });
  });

  it("stand nowhere else, and it is said where they belong", async () => {
    for (const place of ["line", "text"] as const) {
      assert.match(await messageOf(variables({ secret })[place](`curl ${v("secret:TOKEN")}`)), /secret:TOKEN.*“env”/);
    }
  });

  it("that this machine does not keep are refused by name", async () => {
    for (const sources of [{ secret }, {}]) {
      assert.match(await messageOf(variables(sources).value(v("secret:OTHER"))), /secret:OTHER/);
    }
    await rejectsWith("INVALID", variables({ secret }).value(v("secret")));
  });
});

describe("the environment of a run", () => {
  const run: RunFacts = { runId: "r1", root: "/work/project", usage: "/tmp/usage", queue: "q1", commandId: "c1" };

  it("is the process's, below the queue's, below the command's, below Lockstep's", async () => {
    const { env } = await environmentOf(
      {
        process: { A: "process", B: "process", C: "process", D: undefined },
        shared: { B: "queue", C: "queue" },
        own: { C: "command", LOCKSTEP_QUEUE: "mine", LOCKSTEP_GROUP: "mine" },
        run,
        platform: "linux",
      },
      variables(),
    );
    assert.deepEqual(env, {
      A: "process",
      B: "queue",
      C: "command",
      LOCKSTEP_QUEUE: "q1",
      LOCKSTEP_COMMAND_ID: "c1",
      LOCKSTEP_RUN_ID: "r1",
      LOCKSTEP_ROOT: "/work/project",
      LOCKSTEP_USAGE: "/tmp/usage",
    });
  });

  it("does not say that it belongs to a run around it", async () => {
    const process = { LOCKSTEP_QUEUE: "outer", LOCKSTEP_GROUP: "outer", LOCKSTEP_NODE: "/node" };
    const { queue: _, commandId: __, ...alone } = run;
    const { env } = await environmentOf({ process, run: { ...alone, sessionId: "s1" } }, variables());
    assert.deepEqual(
      [env["LOCKSTEP_QUEUE"], env["LOCKSTEP_GROUP"], env["LOCKSTEP_SESSION_ID"], env["LOCKSTEP_NODE"]],
      [undefined, undefined, "s1", "/node"],
    );
  });

  it("has its variables resolved, and tells its secrets", async () => {
    const { env, secrets } = await environmentOf(
      { process: {}, shared: { OUT: `${v("workspaceFolder")}/out` }, own: { KEY: v("secret:TOKEN") }, run },
      variables({ secret: async () => "s3cret" }),
    );
    assert.deepEqual([env["OUT"], env["KEY"], secrets], ["/work/project/out", "s3cret", ["s3cret"]]);
  });

  it("knows no capitals on Windows", async () => {
    const layers = { process: { Path: "old" }, own: { PATH: "new" }, run, platform: "win32" as const };
    const { env } = await environmentOf(layers, variables());
    assert.deepEqual([env["Path"], env["PATH"]], [undefined, "new"]);
  });

  it("has no names that are none", async () => {
    for (const name of ["", "A=B", "A\0"]) {
      await rejectsWith("INVALID", environmentOf({ process: {}, own: { [name]: "x" }, run }, variables()));
    }
  });
});
