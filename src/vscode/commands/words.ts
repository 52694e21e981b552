import { Row } from "../views/row";

/** What was said in words. A row that was clicked says nothing but itself. */
export function wordsOf<At>(at: At): Exclude<At, Row | undefined> | undefined {
  return isWords(at) ? at : undefined;
}

function isWords<At>(at: At): at is Exclude<At, Row | undefined> {
  return at !== undefined && !(at instanceof Row);
}

/** The rows a command is about: those selected, when the one that was clicked is among them; else that one. */
export function rowsFor<R extends Row>(
  kind: abstract new (...args: never[]) => R,
  at: unknown,
  selection: readonly Row[] = [],
): readonly R[] {
  if (!(at instanceof kind)) {
    return [];
  }
  return selection.some((row) => row === at) ? selection.filter((row): row is R => row instanceof kind) : [at];
}
