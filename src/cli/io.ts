/** What a run of the command touches of the world, so that a test can run it inside its own process. */
export interface Io {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  /** The current folder, absolute. */
  readonly cwd: string;
  readonly env: Environment;
  /** Standard output is a terminal: colours are welcome. */
  readonly isTTY: boolean;
  /** Asks the person at the terminal; left out where there is none. */
  readonly confirm?: (question: string) => Promise<boolean>;
  /** Fires on Ctrl+C: a wait for a lock ends, and nothing is changed. */
  readonly signal?: AbortSignal;
}

export interface TextSink {
  write(text: string): unknown;
}

/** The variables that mean something here. */
export interface Environment {
  readonly NO_COLOR?: string | undefined;
  readonly TERM?: string | undefined;
  readonly LOCKSTEP_DEBUG?: string | undefined;
}
