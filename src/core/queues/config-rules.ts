import { changed } from "../records/changed";
import { checked } from "../records/checked";
import { changedVariables, type VariableChanges } from "../records/variables";
import { type Queue, queueSchema } from "./queue";

/**
 * What to change of how a queue runs: undefined leaves it as it is, null takes it away. It may run meanwhile: what starts
 * from then on starts as it is set.
 */
export interface QueueSettings {
  /** Relative to the workspace folder. */
  readonly cwd?: string | undefined;
  readonly stopOnError?: boolean | undefined;
  readonly onInterrupted?: Queue["config"]["onInterrupted"] | undefined;
  /** Null takes away all. */
  readonly env?: VariableChanges | null | undefined;
  readonly onFinish?: string | null | undefined;
  readonly onFail?: string | null | undefined;
}

/** @throws {LockstepError} `INVALID` */
export function configured(queue: Queue, { cwd, env, ...settings }: QueueSettings): Queue {
  const config = changed(queue.config, { ...settings, env: changedVariables(queue.config.env, env) });
  const next = changed(queue, { cwd, config });
  return next === queue ? queue : checked(queueSchema(), next, "queue");
}
