import type { LivenessLimits } from "../../../../src/core/locking/liveness";
import type { Call } from "../checker/history";
import type { CallSite } from "../faults/call-site";
import type { Mishap } from "../faults/fault-points";
import type { Expectation } from "./raw-reader";

/** What a process of the laboratory is told when it starts. */
export interface WriterSetup {
  readonly name: string;
  /** The folder that the state folder is in. */
  readonly workspace: string;
  readonly history: string;
  readonly ledgers: string;
  /** `obey` waits for orders; `roam` makes random changes until it is killed; `look` polls the document. */
  readonly role: "obey" | "roam" | "look";
  /** Of a reader. */
  readonly expects?: Expectation;
  readonly seed: number;
  readonly limits?: LivenessLimits;
  /** `steps`: its wall clock jumps by hours and years, to and fro. */
  readonly clock?: "steps";
  /** What a roaming one asks for: changes of the document, or notes and views of the ledgers. By default the document's. */
  readonly asks?: "document" | "ledgers";
}

/** What happens to the process while it does what it is ordered. */
export type Fault =
  /** It ends, by SIGKILL, right before the call of that number. */
  | { readonly kind: "die"; readonly at: number }
  /** The call of that number, of those that a full disk may refuse, goes wrong; and all after it, if `onwards`. */
  | { readonly kind: "fail"; readonly at: number; readonly mishap: Mishap; readonly onwards: boolean };

/** Where the process is held until it is told to go on. */
export interface Holds {
  /** Before every call of the file system, or those that change the disk. */
  readonly calls?: "all" | "changes";
  /** When it goes to sleep to wait for a lock. Let go on, it wakes at once. */
  readonly naps?: boolean;
}

/** One line on a writer's standard input: calls that it makes at the same time. */
export interface Order {
  readonly calls: readonly Call[];
  readonly fault?: Fault;
  readonly holds?: Holds;
}

/** One line on a reader's standard input. */
export type ReaderOrder = "forget" | "rest";

export interface Answer {
  readonly outcome: "ok" | "fail" | "unknown";
  readonly error?: string;
}

/** One line from the process: on standard output, or on the gate while it is held. */
export type Report =
  | { readonly r: "ready" }
  | { readonly r: "held"; readonly site: CallSite }
  | {
      readonly r: "done";
      /** One for each call. */
      readonly answers: readonly Answer[];
      /** Whether its fault came about. */
      readonly struck: boolean;
    };

/** The descriptor on which a held writer tells where it is and waits for a byte. */
export const gateDescriptor = 3;

/** `g` lets it go on, `a` cancels its calls first, `h` lets it write half of what it is about to write and die. */
export type GateByte = "g" | "a" | "h";
