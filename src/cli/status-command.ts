import type { Command } from "commander";
import type { CliContext } from "./cli-context";
import { statusLines } from "./status-lines";

/** `lockstep status`: who is attached, which locks and leases are held, and who waits for them. */
export function addStatusCommand(program: Command, context: CliContext): void {
  program
    .command("status")
    .description("show who is attached now, which locks and leases they hold, and who waits for a lock")
    .action(async () => {
      const status = await context.attached((state) => state.status());
      context.output.show({ root: context.root(), ...status }, (style) => statusLines(context.root(), status, style));
    });
}
