import type { Outcome } from "./change-queue";
import type { Modifier } from "./document-store";

export interface Applied<T> {
  /** One for each modifier, in order. */
  readonly outcomes: readonly Outcome<T>[];
  /** What the document is after all of them. */
  readonly value: T | undefined;
}

/** One modifier after the other, each on what the one before left; what throws changes nothing and fails alone. */
export function applyInOrder<T>(
  current: T | undefined,
  modifiers: readonly Modifier<T>[],
  check: (value: T) => void = () => {},
): Applied<T> {
  let value = current;
  const outcomes = modifiers.map((modifier): Outcome<T> => {
    try {
      const next = modifier(value);
      check(next);
      value = next;
      return { value: next };
    } catch (error) {
      return { error };
    }
  });
  return { outcomes, value };
}
