import { stripVTControlCharacters } from "node:util";

/** What a terminal would be left with: no colours or cursor movements, and of what was written over only the last. */
export function plainOutput(output: string): string {
  return stripVTControlCharacters(output)
    .replaceAll(/\r+\n/g, "\n")
    .replaceAll(/^.*\r(?=.)/gm, "");
}
