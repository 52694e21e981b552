import type { ListProblem } from "../core/records/named-document-repository";

/** After what can be read has been shown: a list with gaps must not pass for the whole. `lockstep doctor` tells all of them. */
export function throwFirst(problems: readonly ListProblem[]): void {
  const [problem] = problems;
  if (problem !== undefined) {
    throw problem.error;
  }
}
