import type { JobContent } from "../core/jobs/job-content";
import { runText } from "./run-options";
import { printable } from "./terminal-text";

/** All that decides what would run, for a person to judge: nothing is left out or shortened. */
export function contentLines(contents: readonly JobContent[]): readonly string[] {
  return contents.flatMap(({ run, cwd, env }) => {
    const variables = Object.entries(Object.assign({}, ...env) as Readonly<Record<string, string>>);
    const folder = cwd.at(-1) ?? ".";
    return [
      ...runText(run)
        .split("\n")
        .map((line, nth) => `${nth === 0 ? "  " : "    "}${printable(line)}`),
      ...(folder === "." ? [] : [`      in ${printable(folder)}`]),
      ...variables.map(([name, value]) => `      with ${printable(`${name}=${value}`)}`),
    ];
  });
}
