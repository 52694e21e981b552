import type { Disposable } from "../events";
import type { Lease } from "../locking/owner-record";
import type { Exchange } from "./transcript";
import type { ExchangeInput } from "./transcript-input";
import type { TranscriptEnding, TranscriptFacts } from "./transcript-rules";
import type { TranscriptService } from "./transcript-service";

/** A transcript as its writer has it, who holds its lease until it is ended or disposed of. */
export class LiveTranscript implements Disposable {
  constructor(
    readonly id: string,
    private readonly service: TranscriptService,
    private readonly lease: Lease,
  ) {}

  /** See {@link TranscriptService.append}. */
  append(exchange: ExchangeInput): Promise<Exchange> {
    return this.service.append(this.id, exchange);
  }

  /** See {@link TranscriptService.report}. */
  async report(facts: TranscriptFacts): Promise<void> {
    await this.service.report(this.id, facts);
  }

  /** See {@link TranscriptService.end}. The lease is let go afterwards, so that nobody finds it active without one. */
  async end(ending: TranscriptEnding): Promise<void> {
    await this.service.end(this.id, ending);
    this.dispose();
  }

  /** Lets go of a transcript that was not ended: anybody may abandon it then. */
  dispose(): void {
    this.lease.dispose();
  }
}
