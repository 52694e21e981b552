/** From the benchmark to a worker, and back. */
export interface Request {
  readonly id: number;
  readonly job: string;
  readonly args: readonly unknown[];
}

export interface Reply {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}
