import assert from "node:assert/strict";
import fc from "fast-check";
import { type AgentReport, agentReader } from "../../../../src/core/agents/agent-reader";
import { OutputLines } from "../../../../src/core/agents/output-lines";
import type { ExchangeInput } from "../../../../src/core/sessions/transcript-input";

const bytes = (text: string) => new TextEncoder().encode(text);

/** The same bytes in pieces that begin at `cuts`. */
function pieces(whole: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const places = [0, ...cuts.map((cut) => cut % (whole.length + 1)), whole.length].sort((a, b) => a - b);
  return places.slice(1).map((place, index) => whole.slice(places[index], place));
}

interface Heard {
  readonly exchanges: readonly ExchangeInput[];
  readonly report: AgentReport;
}

function hear(result: "claude-stream-json" | "text", chunks: readonly Uint8Array[]): Heard {
  const reader = agentReader({ result });
  const exchanges = [...chunks.flatMap((chunk) => reader.read(chunk, "stdout")), ...reader.end()];
  return { exchanges, report: reader.report };
}

const lines = (...events: readonly (object | string)[]) =>
  events.map((event) => `${typeof event === "string" ? event : JSON.stringify(event)}\n`).join("");
const claude = (...events: readonly (object | string)[]) => hear("claude-stream-json", [bytes(lines(...events))]);

const init = { type: "system", subtype: "init", session_id: "s-1", model: "big", tools: [] };
const says = (...content: readonly object[]) => ({ type: "assistant", message: { content }, session_id: "s-1" });
const answers = (...content: readonly object[]) => ({ type: "user", message: { content }, session_id: "s-1" });
const text = (words: string) => ({ type: "text", text: words });
const success = {
  type: "result",
  subtype: "success",
  is_error: false,
  result: "Done. 🎉",
  session_id: "s-2",
  total_cost_usd: 0.25,
  usage: { input_tokens: 1, output_tokens: 2, cache_read_input_tokens: 3, cache_creation_input_tokens: 4 },
};
const conversation = [
  init,
  says({ type: "thinking", thinking: "Hm." }, text("Let me see. ä€𝄞")),
  says({ type: "tool_use", id: "t1", name: "Bash", input: { command: "ls" } }),
  "a warning",
  "and another",
  answers({ type: "tool_result", tool_use_id: "t1", content: [text("a.ts"), { type: "image" }] }),
  answers({ type: "tool_result", tool_use_id: "t2", content: "no", is_error: true }),
  { type: "stream_event", event: {} },
  says(text("Done. 🎉")),
  success,
];

describe("the reader of Claude Code's stream", () => {
  it("tells what was said, by whom and with which tool", () => {
    assert.deepEqual(claude(...conversation).exchanges, [
      { role: "assistant", text: "Let me see. ä€𝄞" },
      { role: "tool", text: '{"command":"ls"}', tool: "Bash", call: "t1" },
      { role: "system", text: "a warning\nand another" },
      { role: "tool", text: "a.ts\n[image]", call: "t1" },
      { role: "tool", text: "no", call: "t2", isError: true },
      { role: "assistant", text: "Done. 🎉" },
    ]);
  });

  it("tells session, model, cost, tokens and the last word", () => {
    assert.deepEqual(claude(...conversation).report, {
      agentSessionId: "s-2",
      model: "big",
      isError: false,
      costUsd: 0.25,
      tokens: { input: 1, output: 2, cacheRead: 3, cacheWrite: 4 },
      result: "Done. 🎉",
    });
  });

  it("knows the session from the first event on, and says neither success nor failure before the last", () => {
    const reader = agentReader({ result: "claude-stream-json" });
    reader.read(bytes(lines(init)), "stdout");
    assert.deepEqual(reader.report, { agentSessionId: "s-1", model: "big" });
  });

  it("tells of a failure, with or without words", () => {
    const refused = claude({ ...success, is_error: true, result: "Credit balance is too low" });
    assert.equal(refused.report.isError, true);
    assert.deepEqual(refused.exchanges, [{ role: "system", text: "Credit balance is too low", isError: true }]);
    const { result: _, ...wordless } = success;
    assert.equal(claude({ ...wordless, subtype: "error_max_turns" }).report.result, "error_max_turns");
    assert.equal(claude({ ...wordless, subtype: "error_max_turns" }).report.isError, true);
    assert.equal(claude({ ...wordless, subtype: "error_during_execution", errors: ["a", "b"] }).report.result, "a\nb");
  });

  it("takes a prompt that is repeated as the user's, as text or in parts", () => {
    const { exchanges } = claude({ type: "user", message: { content: "Fix it" } }, answers(text("Now")));
    assert.deepEqual(exchanges, [
      { role: "user", text: "Fix it" },
      { role: "user", text: "Now" },
    ]);
  });

  it("keeps lines that are no events as text, and goes on", () => {
    const { exchanges, report } = claude('{"type":"assis', "42", "null", "[]", '{"a":1}', "", success);
    assert.deepEqual(exchanges, [{ role: "system", text: '{"type":"assis\n42\nnull\n[]\n{"a":1}' }]);
    assert.equal(report.costUsd, 0.25);
  });

  it("keeps what comes in between on standard error apart from the events", () => {
    const reader = agentReader({ result: "claude-stream-json" });
    const [head, tail] = [bytes(lines(success).slice(0, 20)), bytes(lines(success).slice(20))];
    assert.deepEqual(reader.read(head, "stdout"), []);
    assert.deepEqual(reader.read(bytes("warning: Grü€").slice(0, -1), "stderr"), []);
    assert.deepEqual(reader.read(tail, "stdout"), [{ role: "system", text: "warning: Grü" }]);
    assert.equal(reader.report.costUsd, 0.25);
  });

  it("keeps the last line when it was not finished, without colours", () => {
    const { exchanges } = hear("claude-stream-json", [bytes('\u001b[31mKilled\u001b[0m\r\n{"type":"resu')]);
    assert.deepEqual(exchanges, [{ role: "system", text: 'Killed\n{"type":"resu' }]);
  });

  it("does without a field that is not as expected", () => {
    const odd = {
      type: "result",
      session_id: "--rm",
      total_cost_usd: -1,
      usage: { input_tokens: "x", output_tokens: 2 },
      is_error: "yes",
      result: 7,
    };
    assert.deepEqual(claude(odd), { exchanges: [], report: { isError: false } });
    const parts = says(text("a"), { no: "type" }, text("b"), { type: "tool_use", id: 7, name: "" });
    assert.deepEqual(claude(parts, { type: "assistant", message: 7 }, { type: "assistant" }).exchanges, [
      { role: "assistant", text: "a" },
      { role: "assistant", text: "b" },
      { role: "tool", text: "{}", tool: undefined, call: undefined },
    ]);
  });

  it("cuts what a tool or a flood puts out, and says how much is missing", () => {
    const { exchanges } = claude(
      answers({ type: "tool_result", tool_use_id: "t", content: `${"x".repeat(9_999)}𝄞${"x".repeat(90_000)}` }),
      ..."y"
        .repeat(200)
        .split("")
        .map(() => "y".repeat(99)),
    );
    assert.deepEqual(
      exchanges.map(({ role, text: { length }, cut }) => [role, length, cut]),
      [
        ["tool", 9_999, 90_002],
        ["system", 10_000, 10_000],
      ],
    );
  });

  it("does not keep a line without an end in memory", () => {
    const reader = agentReader({ result: "claude-stream-json" });
    const flood = bytes("z".repeat(4 * 1024 * 1024));
    for (let i = 0; i < 6; i++) {
      assert.deepEqual(reader.read(flood, "stdout"), []);
    }
    const [noise, ...rest] = reader.read(bytes(`\n${lines(success)}`), "stdout");
    assert.deepEqual([noise?.text.length, noise?.cut, rest], [10_000, 24 * 1024 * 1024 - 10_000 + 1, []]);
    assert.equal(reader.report.isError, false);
  });

  it("hears the same wherever its chunks are cut", () => {
    const whole = bytes(lines(...conversation).replaceAll("\n", "\r\n"));
    const expected = hear("claude-stream-json", [whole]);
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length), { maxLength: 40 }), (cuts) => {
        assert.deepEqual(hear("claude-stream-json", pieces(whole, cuts)), expected);
      }),
    );
    assert.deepEqual(hear("claude-stream-json", pieces(whole, [...whole.keys()])), expected);
  });

  it("takes anything for at least text, and never throws", () => {
    const event = fc.record(
      {
        type: fc.oneof(fc.constantFrom("assistant", "user", "result", "system"), fc.jsonValue()),
        subtype: fc.jsonValue(),
        message: fc.oneof(fc.jsonValue(), fc.record({ content: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())) })),
        session_id: fc.jsonValue(),
        usage: fc.jsonValue(),
        result: fc.jsonValue(),
      },
      { requiredKeys: ["type"] },
    );
    const line = fc.oneof(
      event.map((value) => bytes(`${JSON.stringify(value)}\n`)),
      fc.uint8Array({ maxLength: 40 }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), fc.array(fc.nat(2_000)), (all, cuts) => {
        const whole = new Uint8Array(all.flatMap((part) => [...part]));
        assert.deepEqual(hear("claude-stream-json", pieces(whole, cuts)), hear("claude-stream-json", [whole]));
      }),
    );
  });
});

describe("the reader of text", () => {
  it("takes everything for the answer, once it has ended", () => {
    const reader = agentReader({ result: "text" });
    assert.deepEqual(reader.read(bytes("\u001b[1mYes\u001b[0m, "), "stdout"), []);
    assert.deepEqual(reader.report, {});
    reader.read(bytes("it is.\n"), "stdout");
    assert.deepEqual(reader.end(), [{ role: "assistant", text: "Yes, it is." }]);
    assert.deepEqual(reader.report, { result: "Yes, it is." });
  });

  it("keeps standard error beside the answer", () => {
    const reader = agentReader({ result: "text" });
    reader.read(bytes("Yes, "), "stdout");
    reader.read(bytes("slow today"), "stderr");
    reader.read(bytes("it is."), "stdout");
    assert.deepEqual(reader.end(), [
      { role: "system", text: "slow today" },
      { role: "assistant", text: "Yes, it is." },
    ]);
    assert.equal(reader.report.result, "Yes, it is.");
  });

  it("says nothing where nothing was said", () => {
    assert.deepEqual(hear("text", [bytes(" \n")]), { exchanges: [], report: {} });
  });

  it("cuts an answer without an end", () => {
    const { exchanges } = hear("text", [bytes("x".repeat(90_000)), bytes("y".repeat(90_000))]);
    assert.deepEqual([exchanges[0]?.text.length, exchanges[0]?.cut], [100_000, 80_000]);
  });

  it("hears the same wherever its chunks are cut", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(200)), (whole, cuts) => {
        assert.deepEqual(hear("text", pieces(whole, cuts)), hear("text", [whole]));
      }),
    );
  });
});

describe("lines of output", () => {
  it("are those of the whole text, however it comes and whatever is in it", () => {
    const anything = fc.string({ unit: fc.constantFrom("a", "ä", "𝄞", "\n", "\r", "\uFFFD") });
    fc.assert(
      fc.property(anything, fc.array(fc.nat(100)), (whole, cuts) => {
        const reader = new OutputLines(1_000);
        const read = [...pieces(bytes(whole), cuts).flatMap((chunk) => reader.read(chunk)), ...reader.end()];
        const expected = whole.split("\n").map((line) => line.replace(/\r$/, ""));
        assert.deepEqual(
          read.map((line) => line.text),
          whole === "" || whole.endsWith("\n") ? expected.slice(0, -1) : expected,
        );
      }),
    );
  });

  it("are cut where they are too long, and only there", () => {
    const reader = new OutputLines(3);
    assert.deepEqual(reader.read(bytes("abc\nabcd")), [{ text: "abc", cut: 0 }]);
    assert.deepEqual(reader.read(bytes("efg\nab\n")), [
      { text: "abc", cut: 4 },
      { text: "ab", cut: 0 },
    ]);
    assert.deepEqual(reader.end(), []);
  });
});
