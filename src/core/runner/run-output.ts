import type { RunLog } from "../storage/run-log";
import type { OutputSource } from "./execution";
import { maskSecrets, type SecretMask } from "./secret-mask";

export interface OutputParts {
  /** Made when there is something to write. @throws {LockstepError} */
  readonly openLog: () => RunLog;
  /** What nobody may read. */
  readonly secrets: readonly string[];
  /** Told of everything, without the secrets. */
  readonly listen: (chunk: Uint8Array, source: OutputSource) => void;
}

/** What a run writes, on its way into the log and to whoever reads along. */
export class RunOutput {
  private readonly masks: Readonly<Record<OutputSource, SecretMask>>;
  private log: RunLog | undefined;
  private problem: unknown;

  constructor(private readonly parts: OutputParts) {
    this.masks = { stdout: maskSecrets(parts.secrets), stderr: maskSecrets(parts.secrets) };
  }

  /** Why not all of it is in the log. */
  get failure(): unknown {
    return this.problem ?? this.log?.failure;
  }

  write(chunk: Uint8Array, source: OutputSource): void {
    this.pass(this.masks[source].push(chunk), source);
  }

  end(): void {
    for (const source of ["stdout", "stderr"] as const) {
      this.pass(this.masks[source].end(), source);
    }
    this.log?.close();
  }

  private pass(chunk: Uint8Array, source: OutputSource): void {
    if (chunk.length > 0) {
      this.openLog()?.write(chunk);
      this.parts.listen(chunk, source);
    }
  }

  /** A run does not fail because it has no log. */
  private openLog(): RunLog | undefined {
    if (this.log === undefined && this.problem === undefined) {
      try {
        this.log = this.parts.openLog();
      } catch (error) {
        this.problem = error;
      }
    }
    return this.log;
  }
}
