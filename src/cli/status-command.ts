import type { Command } from "commander";
import type { CliContext } from "./cli-context";
import { runningJobs } from "./running-jobs";
import { statusLines } from "./status-lines";

/** `lockstep status`: who is attached, who runs what, which locks and leases are held, and who waits for them. */
export function addStatusCommand(program: Command, context: CliContext): void {
  program
    .command("status")
    .description("show who is attached now, who runs what, which locks and leases they hold, and who waits for a lock")
    .action(async () => {
      const { status, running } = await context.attached(async (state) => {
        const found = await state.status();
        return { status: found, running: await runningJobs(state, found) };
      });
      context.output.show({ root: context.root(), ...status, running }, (style) =>
        statusLines(context.root(), status, style, { running }),
      );
    });
}
