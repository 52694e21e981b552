import type { BarId } from "./bars";
import type { Counters } from "./counters";

export type Unit = "ms" | "s" | "×" | "%" | "/s" | "changes" | "files" | "kills" | "firings" | "MB";

/** What was measured of one thing, round by round or event by event. */
export interface Sample {
  readonly unit: Unit;
  readonly values: readonly number[];
}

export interface Row {
  readonly name: string;
  /** By column, in the order of the table. */
  readonly samples: Readonly<Record<string, Sample>>;
}

export interface Finding {
  readonly bar: BarId;
  readonly values: readonly number[];
  /** The same against a floor that flushes what Lockstep flushes. */
  readonly likeForLike?: readonly number[];
}

export interface Result {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly findings: readonly Finding[];
  readonly notes?: readonly string[];
  /** What Lockstep's engine counted meanwhile; for works that print several tables, in all of them. */
  readonly counters?: Counters;
}

export const sample = (unit: Unit, ...values: readonly number[]): Sample => ({ unit, values });
export const ms = (values: readonly number[]): Sample => ({ unit: "ms", values });
export const times = (values: readonly number[]): Sample => ({ unit: "×", values });
export const percent = (values: readonly number[]): Sample => ({ unit: "%", values });
export const perSecond = (values: readonly number[]): Sample => ({ unit: "/s", values });
