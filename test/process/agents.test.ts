import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { agentProfile } from "../../src/core/agents/agent-profile";
import { agentReader } from "../../src/core/agents/agent-reader";
import { type AgentAsk, agentStart } from "../../src/core/agents/agent-start";
import { ChildExecutor } from "../../src/core/runner/child-executor";
import type { ExchangeInput } from "../../src/core/sessions/transcript-input";
import { ServicesInMemory } from "../helpers/services-in-memory";
import { asked, plainStandInAgent, standInAgent } from "../helpers/stand-in-agent";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";

const ask: AgentAsk = { prompt: "Fix it, “please”: ä€𝄞", sessionMode: "continue" };

/** Asks an agent as a runner does, and keeps what it says in a transcript. */
async function run(setting: object, question: AgentAsk = ask, onStart: () => void = () => {}) {
  const { sessions } = new ServicesInMemory();
  const profile = agentProfile({ agent: setting }, "agent");
  const reader = agentReader(profile);
  const start = agentStart(profile, question);
  const live = await sessions.start({ title: question.prompt, agent: "agent", run: "r1" });
  const appended: Promise<unknown>[] = [];
  const keep = (exchanges: readonly ExchangeInput[]) =>
    void appended.push(...exchanges.map((exchange) => live.append(exchange)));
  const { ended } = new ChildExecutor().start({
    runId: "r1",
    title: question.prompt,
    cwd: process.cwd(),
    program: start.program,
    ...(start.input === undefined ? {} : { input: start.input }),
    env: { PATH: process.env["PATH"] ?? "", ...start.env },
    onOutput: (chunk, source) => keep(reader.read(chunk, source)),
  });
  onStart();
  const { exitCode: code } = await ended;
  keep(reader.end());
  await Promise.all(appended);
  const { report } = reader;
  await live.end({ ...report, status: code === 0 && report.isError !== true ? "completed" : "failed" });
  const transcript = await sessions.find(live.id);
  return { code, report, transcript, said: transcript.exchanges.map(({ role, text }) => `${role}: ${text}`) };
}

describe("an agent", () => {
  removeTempFoldersAfterEach();

  it("gets its prompt, and its answer is kept with its cost", async () => {
    const file = join(tempFolder(), "asked");
    const { code, transcript, said } = await run(standInAgent({ STAND_IN_SESSION: "s-1", STAND_IN_ASKED: file }));
    assert.deepEqual([code, transcript.status], [0, "completed"]);
    assert.deepEqual(said, [`assistant: You said: ${ask.prompt}`]);
    assert.deepEqual([transcript.agentSessionId, transcript.model], ["s-1", "stand-in-1"]);
    assert.deepEqual(
      [transcript.costUsd, transcript.tokens],
      [0.0125, { input: 10, output: 20, cacheRead: 30, cacheWrite: 40 }],
    );
    assert.deepEqual(
      asked(file).map(({ prompt }) => prompt),
      [ask.prompt],
    );
    assert.deepEqual(
      Object.keys(transcript).filter((key) => key === "result" || key === "isError"),
      [],
    );
  });

  it("goes on with the session before", async () => {
    const file = join(tempFolder(), "asked");
    const agent = standInAgent({ STAND_IN_ASKED: file });
    const first = await run(agent);
    const sessionId = first.report.agentSessionId;
    const second = await run(agent, { ...ask, sessionId });
    const third = await run(agent, { ...ask, sessionId, sessionMode: "new" });
    assert.equal(second.report.agentSessionId, sessionId);
    assert.notEqual(third.report.agentSessionId, sessionId);
    assert.deepEqual(
      asked(file).map(({ args }) => args.includes("--resume")),
      [false, true, false],
    );
  });

  it("tells of its tools, however much they put out", async () => {
    const { said, transcript } = await run(standInAgent({ STAND_IN_TOOLS: "2", STAND_IN_OUTPUT: "3000000" }));
    assert.equal(said.length, 5);
    assert.deepEqual(
      transcript.exchanges.map(({ cut }) => cut),
      [undefined, 2_990_000, undefined, 2_990_000, undefined],
    );
  });

  it("is heard while others talk", async () => {
    const { said, report, transcript } = await run(
      standInAgent({ STAND_IN_NOISE: "9000", STAND_IN_TOOLS: "3", STAND_IN_OUTPUT: "200000" }),
    );
    assert.ok(said.includes(`assistant: You said: ${ask.prompt}`));
    const noise = transcript.exchanges.flatMap(({ role, text }) => (role === "system" ? [text] : []));
    assert.equal(noise.join(""), "y".repeat(9_000));
    assert.equal(report.isError, false);
  });

  it("fails with what it says of it, or with what was heard when it died", async () => {
    const failed = await run(standInAgent({ STAND_IN_FAIL: "result" }));
    assert.deepEqual([failed.code, failed.report.isError, failed.transcript.status], [1, true, "failed"]);
    assert.deepEqual(failed.said, ["system: The stand-in was told to fail."]);
    const turns = await run(standInAgent({ STAND_IN_FAIL: "max-turns", STAND_IN_EXIT: "0", STAND_IN_COST: "none" }));
    assert.deepEqual([turns.code, turns.transcript.status, turns.report.costUsd], [0, "failed", undefined]);
    const crashed = await run(standInAgent({ STAND_IN_FAIL: "crash" }));
    assert.deepEqual([crashed.code, crashed.report.isError, crashed.transcript.status], [70, undefined, "failed"]);
    assert.match(crashed.said[0] ?? "", /^system: \{"type":"assistant"/);
  });

  it("is heard while it works", async () => {
    const gate = join(tempFolder(), "gate");
    const { said } = await run(standInAgent({ STAND_IN_GATE: gate }), ask, () => writeFileSync(gate, ""));
    assert.equal(said.length, 1);
  });

  it("that knows no stream answers with text", async () => {
    const { said, report } = await run(plainStandInAgent(), { ...ask, prompt: "-h" });
    assert.deepEqual(said, ["assistant: You said: -h"]);
    assert.equal(report.result, "You said: -h");
  });
});
