import type { OutputSource } from "../runner/execution";
import type { ExchangeInput } from "../sessions/transcript-input";
import type { AgentReader, AgentReport } from "./agent-reader";
import { PlainText } from "./cut-text";

/** What the agent writes to its standard output is its answer, what it writes to the other one is beside it. */
export class TextReader implements AgentReader {
  private readonly answer = new PlainText("assistant");
  private readonly noise = new PlainText("system");
  private said: string | undefined;

  get report(): AgentReport {
    return this.said === undefined ? {} : { result: this.said };
  }

  read(chunk: Uint8Array, source: OutputSource): readonly ExchangeInput[] {
    (source === "stdout" ? this.answer : this.noise).read(chunk);
    return [];
  }

  end(): readonly ExchangeInput[] {
    this.noise.finish();
    this.answer.finish();
    const noise = this.noise.take();
    const answer = this.answer.take();
    this.said = answer?.text;
    return [
      ...(noise === undefined ? [] : [{ role: "system", ...noise } as const]),
      ...(answer === undefined ? [] : [{ role: "assistant", ...answer } as const]),
    ];
  }
}
