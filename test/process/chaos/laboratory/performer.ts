import { join } from "node:path";
import { LockstepError } from "../../../../src/core/errors";
import type { createTestContainer } from "../../../helpers/test-container";
import type { Call, Counts, HistoryLog, Result } from "../checker/history";
import { chaosCodec, documentName, isUnconfirmed, modifierOf, refusalOf, unconfirmed } from "./chaos-document";
import { Ledger } from "./ledger";
import type { Answer, WriterSetup } from "./orders";

type Container = ReturnType<typeof createTestContainer>;

/** Makes calls of the engine and writes down what became of them. */
export class Performer {
  private counted: Counts = { takeovers: 0, handedOver: 0, fenced: 0 };

  constructor(
    private readonly container: Container,
    private readonly setup: WriterSetup,
  ) {}

  /** Asks the engine, and writes the call and its answer into the history. */
  async record(log: HistoryLog, call: Call, signal?: AbortSignal): Promise<Answer & { readonly result?: Result }> {
    const i = log.invoke(call);
    try {
      const result = await this.perform(call, signal);
      log.ok(i, result);
      return { outcome: "ok", result };
    } catch (error) {
      if (error instanceof LockstepError && error.code === "UNFLUSHED") {
        log.ok(i, undefined); // done, for all to see
        return { outcome: "ok" };
      }
      const code = refusalOf(error);
      const message = isUnconfirmed(error) ? unconfirmed : describe(error);
      if (code === undefined) {
        log.unknown(i, message);
        return { outcome: "unknown", error: message };
      }
      log.fail(i, code);
      return { outcome: "fail", error: `${code}: ${message}` };
    }
  }

  /** What happened to the locks since the last time. A lock is given up after the answer, so this comes later. */
  tellCounts(log: HistoryLog): void {
    const { takeovers, handedOver, fenced } = this.container.counters;
    const before = this.counted;
    this.counted = { takeovers, handedOver, fenced };
    const since = {
      takeovers: takeovers - before.takeovers,
      handedOver: handedOver - before.handedOver,
      fenced: fenced - before.fenced,
    };
    if (since.takeovers + since.handedOver + since.fenced > 0) {
      log.counts(since);
    }
  }

  private async perform(call: Call, signal: AbortSignal | undefined): Promise<Result> {
    const { store } = this.container;
    const options = signal === undefined ? {} : { signal };
    switch (call.f) {
      case "drain":
        return (await store.delete(documentName, chaosCodec, () => {}, options))?.entries ?? [];
      case "read":
        return (await store.read(documentName, chaosCodec))?.value.entries ?? [];
      case "note":
        return this.note(call, options);
      case "view":
        return this.container.fileLockService.withLock(this.ledgerDocument, () => this.ledger("lock").view(), {
          ...options,
          type: "shared",
        });
      default: {
        let saw: Result;
        const modifier = modifierOf(call, (value) => {
          saw = value;
        });
        await store.modify(documentName, chaosCodec, modifier, options);
        return saw;
      }
    }
  }

  private async note(
    { under, value }: Extract<Call, { f: "note" }>,
    options: { readonly signal?: AbortSignal },
  ): Promise<undefined> {
    const { store, fileLockService } = this.container;
    const append = () => this.ledger(under).append(value);
    if (under === "exclusively") {
      await store.exclusively("queues", append, options);
    } else if (under === "lock") {
      await fileLockService.withLock(this.ledgerDocument, append, options);
    } else {
      const result = await store.lease("queues/q/c", { timeout: 30_000, ...options });
      if (!result.success) {
        throw new Error("The lease was not to be had.");
      }
      await append();
      await result.lease.release();
    }
  }

  private get ledgerDocument(): string {
    return join(this.setup.workspace, ".lockstep", "ledger.json");
  }

  private ledger(name: string): Ledger {
    return new Ledger(join(this.setup.ledgers, name));
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name} ${error.message}` : String(error);
}
