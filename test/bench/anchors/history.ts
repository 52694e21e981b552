/** One file before and after a change that really happened. */
export interface Step {
  readonly source: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\r|\n/);
