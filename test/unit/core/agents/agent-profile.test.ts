import assert from "node:assert/strict";
import { agentNames, agentProfile, placeholders } from "../../../../src/core/agents/agent-profile";
import { agentStart } from "../../../../src/core/agents/agent-start";
import { LockstepError } from "../../../../src/core/errors";
import { throwsWith } from "../../../helpers/throws-with";

const { prompt: promptPlace, sessionId: idPlace } = placeholders;
const stream = ["-p", "--output-format", "stream-json", "--verbose"];
const profileOf = (setting: object) => agentProfile({ mine: setting }, "mine");

describe("an agent's profile", () => {
  it("is there for Claude Code without any setting", () => {
    for (const setting of [undefined, null, {}]) {
      assert.deepEqual(agentProfile(setting, "claude"), {
        command: "claude",
        args: { new: stream, continue: [...stream, "--resume", idPlace] },
        prompt: "stdin",
        result: "claude-stream-json",
      });
      assert.deepEqual(agentNames(setting), ["claude"]);
    }
  });

  it("takes from the setting what it says, and from what is built in what it leaves out", () => {
    const claude = agentProfile({ claude: { command: "/opt/claude", env: { A: "1" } } }, "claude");
    assert.deepEqual([claude.command, claude.env, claude.args.new], ["/opt/claude", { A: "1" }, stream]);
    const other = agentProfile({ claude: { args: { new: ["-p"] } } }, "claude");
    assert.deepEqual(other.args, { new: ["-p"] }, "both lists of arguments or none");
  });

  it("reads standard input and writes text where nothing else is said", () => {
    const { prompt, result } = profileOf({ command: "ask", args: { new: [] } });
    assert.deepEqual([prompt, result], ["stdin", "text"]);
    assert.deepEqual(agentNames({ mine: {} }), ["claude", "mine"]);
  });

  it("is not found by a name that every object has", () => {
    throwsWith("NOT_FOUND", () => agentProfile({}, "constructor"));
    throwsWith("NOT_FOUND", () => agentProfile(undefined, "__proto__"));
    assert.throws(() => agentProfile({ mine: {} }, "gpt"), /but claude, mine\. Describe it in the setting/);
  });

  it("is refused with the place of the mistake", () => {
    for (const [setting, place] of [
      [{ args: { new: [] } }, "command"],
      [{ command: " ", args: { new: [] } }, "command"],
      [{ command: "ask\0", args: { new: [] } }, "command"],
      [{ command: "ask" }, "args"],
      [{ command: "ask", args: { new: ["--resume", idPlace] } }, "args.new"],
      [{ command: "ask", args: { new: [`--prompt=${promptPlace}`] } }, "args.new.0"],
      [{ command: "ask", args: { new: ["\0"] } }, "args.new.0"],
      [{ command: "ask", args: { new: [], continue: ["--again"] } }, "args.continue"],
      [{ command: "ask", args: { new: [promptPlace] } }, "args"],
      [{ command: "ask", args: { new: [] }, prompt: "argument" }, "args"],
      [{ command: "ask", args: { new: [promptPlace], continue: [idPlace] }, prompt: "argument" }, "args"],
      [{ command: "ask", args: { new: [] }, result: "xml" }, "result"],
      [{ command: "ask", args: { new: [] }, env: { "A=B": "1" } }, "env"],
      ["ask", "the document"],
      [["ask"], "the document"],
    ] as const) {
      assert.throws(
        () => agentProfile({ mine: setting }, "mine"),
        (error) =>
          error instanceof LockstepError && error.code === "INVALID" && error.message.includes(`of “mine”: ${place}`),
        place,
      );
    }
    throwsWith("INVALID", () => agentProfile(["claude"], "claude"));
    throwsWith("INVALID", () => agentNames("claude"));
  });
});

describe("the start of an agent", () => {
  const claude = agentProfile(undefined, "claude");
  const ask = { prompt: `- Fix it\n$(rm -rf) ${idPlace}`, sessionMode: "continue" } as const;

  it("begins a session with the prompt on standard input, as it is", () => {
    assert.deepEqual(agentStart(claude, ask), {
      program: { kind: "arguments", file: "claude", args: stream },
      input: ask.prompt,
      env: {},
      continues: undefined,
    });
  });

  it("continues the session before, unless a new one is wanted", () => {
    const continued = agentStart(claude, { ...ask, sessionId: "s-1" });
    assert.deepEqual(continued.program, { kind: "arguments", file: "claude", args: [...stream, "--resume", "s-1"] });
    assert.equal(continued.continues, "s-1");
    const fresh = agentStart(claude, { ...ask, sessionId: "s-1", sessionMode: "new" });
    assert.deepEqual(fresh.program, { kind: "arguments", file: "claude", args: stream });
    assert.equal(fresh.continues, undefined);
  });

  it("begins a new session with an agent that can't continue any", () => {
    const plain = profileOf({ command: "ask", args: { new: ["-q"] }, env: { A: "1" } });
    const start = agentStart(plain, { ...ask, sessionId: "s-1" });
    assert.deepEqual(start, {
      program: { kind: "arguments", file: "ask", args: ["-q"] },
      input: ask.prompt,
      env: { A: "1" },
      continues: undefined,
    });
  });

  it("hands the prompt over as one argument, whatever is in it", () => {
    const profile = profileOf({ command: "ask", args: { new: ["--", promptPlace] }, prompt: "argument" });
    const { program, input } = agentStart(profile, ask);
    assert.deepEqual(program, { kind: "arguments", file: "ask", args: ["--", ask.prompt] });
    assert.equal(input, undefined);
  });

  it("refuses a prompt that would be taken for an option", () => {
    const profile = profileOf({ command: "ask", args: { new: [promptPlace, "--"] }, prompt: "argument" });
    throwsWith("INVALID", () => agentStart(profile, { ...ask, prompt: "--dangerous" }));
    assert.equal(agentStart(profile, { ...ask, prompt: "safe - and sound" }).input, undefined);
  });

  it("refuses what is no prompt and what is no id of a session", () => {
    throwsWith("INVALID", () => agentStart(claude, { ...ask, prompt: " " }));
    throwsWith("INVALID", () => agentStart(claude, { ...ask, prompt: "a\0b" }));
    for (const sessionId of ["--dangerous", "", "a b", "x".repeat(201)]) {
      throwsWith("INVALID", () => agentStart(claude, { ...ask, sessionId }));
    }
  });
});
