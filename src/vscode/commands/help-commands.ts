import { unfinished } from "../../core/unfinished";
import type { CommandHandlers } from "./command-table";

type HelpId = "lockstep.settings.open" | "lockstep.walkthrough.open";

/** Where to learn more. */
export class HelpCommands {
  readonly handlers: CommandHandlers<HelpId> = {
    "lockstep.settings.open": () => unfinished(),
    "lockstep.walkthrough.open": () => unfinished(),
  };
}
