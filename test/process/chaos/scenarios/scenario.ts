/** How much of a scenario to run. */
export interface Dose {
  readonly bundle: string;
  readonly seed: number;
  /** Kills, rounds, … whatever the scenario counts. */
  readonly rounds: number;
}

export interface Findings {
  readonly problems: readonly string[];
  readonly figures: Readonly<Record<string, number>>;
  /** Why it did not run here. */
  readonly skipped?: string;
}

export type Scenario = (dose: Dose) => Promise<Findings>;
