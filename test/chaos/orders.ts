import type { LivenessLimits } from "../../src/core/locking/liveness";
import type { CallSite } from "./fault-points";
import type { Call } from "./history";

/** What a writer process is told when it starts. */
export interface WriterSetup {
  readonly name: string;
  readonly root: string;
  readonly history: string;
  /** `obey` waits for orders; `roam` makes random changes until it is killed; `look` polls the document. */
  readonly role: "obey" | "roam" | "look";
  readonly seed: number;
  readonly limits?: LivenessLimits;
}

/** What happens to the process during a call. */
export type Fault =
  | { readonly kind: "none" }
  | { readonly kind: "die"; readonly at: number; readonly when: "before" | "after" }
  /** It stops before every call that changes the disk (or before every call) until it is told to go on. */
  | { readonly kind: "step"; readonly every: "change" | "call" };

/** One line on the writer's standard input. */
export interface Order {
  readonly call: Call;
  readonly fault: Fault;
}

/** One line from the writer: on standard output, or on the gate while it is held. */
export type Report =
  | { readonly r: "ready" }
  | { readonly r: "held"; readonly site: CallSite }
  | {
      readonly r: "done";
      readonly outcome: "ok" | "fail" | "unknown";
      readonly error?: string;
      readonly calls: number;
    };

/** The descriptor on which a held writer tells where it is and waits. */
export const gateDescriptor = 3;
