import { LockstepError } from "../core/errors";

/** Asks on a terminal; whatever is not a yes is a no. @throws {LockstepError} `ABORTED` when a signal came in between */
export function confirmOn(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  signal: AbortSignal,
): (question: string) => Promise<boolean> {
  return async (question) => {
    const { createInterface } = await import("node:readline"); // most runs ask nothing
    const terminal = createInterface({ input, output });
    const close = () => terminal.close();
    signal.addEventListener("abort", close);
    terminal.on("SIGINT", close);
    try {
      return await new Promise((resolve, reject) => {
        const cancelled = () => new LockstepError("ABORTED", "Cancelled. Nothing was changed.");
        terminal.on("close", () => (signal.aborted ? reject(cancelled()) : resolve(false)));
        terminal.question(`${question} [y/N] `, (answer) => resolve(/^y(es)?$/i.test(answer.trim())));
        if (signal.aborted) {
          close(); // it came before anybody listened
        }
      });
    } finally {
      signal.removeEventListener("abort", close);
      terminal.close();
    }
  };
}
