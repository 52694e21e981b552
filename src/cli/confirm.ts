/** Asks on a terminal; whatever is not a yes is a no. */
export function confirmOn(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  signal: AbortSignal,
): (question: string) => Promise<boolean> {
  return async (question) => {
    const { createInterface } = await import("node:readline"); // most runs ask nothing
    const terminal = createInterface({ input, output });
    const close = () => terminal.close();
    signal.addEventListener("abort", close);
    terminal.on("SIGINT", close);
    try {
      return await new Promise((resolve) => {
        terminal.on("close", () => resolve(false));
        terminal.question(`${question} [y/N] `, (answer) => resolve(/^y(es)?$/i.test(answer.trim())));
      });
    } finally {
      signal.removeEventListener("abort", close);
      terminal.close();
    }
  };
}
