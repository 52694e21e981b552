import type { Change, World, Writer } from "./world";

/** What a writer believes of an owner that it looks at, or does with one in line: right or wrong, it may do either. */
export interface Beliefs {
  readonly dead: boolean;
  readonly asleep: boolean;
}

export interface Rules {
  /** After so many losses a change is refused. */
  readonly mostRedos: number;
  /** Whether every new owner sweeps, not only one that took the lock over; false to see what it is good for. */
  readonly everyOwnerSweeps: boolean;
}

export type Step = (world: World, writer: Writer, beliefs: Beliefs, rules: Rules) => Change;
