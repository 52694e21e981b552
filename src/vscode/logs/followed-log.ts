import type { Disposable } from "../../core/events";
import type { Log } from "../../core/log";
import type { RunLogs } from "../../core/storage/run-logs";
import { plainOutput } from "./plain-output";

/** Milliseconds in which what is written is told at once. */
const throttle = 250;

/** What a run wrote so far, and what it adds. */
export class FollowedLog implements Disposable {
  private readonly decoder = new TextDecoder();
  private readonly ending = new AbortController();
  private output = "";
  private timer: NodeJS.Timeout | undefined;
  private isDisposed = false;

  /** @throws {LockstepError} `INVALID`, `SYMLINK`, `IO` */
  constructor(
    private readonly logs: Pick<RunLogs, "read" | "follow">,
    private readonly runId: string,
    private readonly tell: () => void,
    private readonly log: Log,
  ) {
    const written = logs.read(runId);
    this.add(written?.bytes ?? new Uint8Array());
    void this.follow(written?.to ?? 0);
  }

  /** As a terminal would leave it. */
  get text(): string {
    return plainOutput(this.output);
  }

  /** Nothing will come any more: what is there is still told. */
  end(): void {
    this.ending.abort();
  }

  dispose(): void {
    this.isDisposed = true;
    this.end();
    clearTimeout(this.timer);
  }

  private async follow(from: number): Promise<void> {
    try {
      for await (const bytes of this.logs.follow(this.runId, { from, signal: this.ending.signal })) {
        this.add(bytes);
        this.tellSoon();
      }
    } catch (error) {
      this.log.warn(`The log of the run ${this.runId} can't be followed: ${String(error)}`);
    }
  }

  private add(bytes: Uint8Array): void {
    this.output += this.decoder.decode(bytes, { stream: true });
  }

  private tellSoon(): void {
    if (!this.isDisposed) {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.tell();
      }, throttle);
    }
  }
}
