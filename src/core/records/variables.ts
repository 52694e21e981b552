/** Environment variables to set; null takes one away. */
export type VariableChanges = Readonly<Record<string, string | null>>;

/** `before` with `changes`: undefined leaves all as they are, null takes all away. Null when none is left. */
export function changedVariables(
  before: Readonly<Record<string, string>> | undefined,
  changes: VariableChanges | null | undefined,
): Readonly<Record<string, string>> | null | undefined {
  if (changes === null || changes === undefined) {
    return changes;
  }
  const all: Readonly<Record<string, string | null>> = { ...before, ...changes };
  const left = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  return left.length === 0 ? null : Object.fromEntries(left);
}
