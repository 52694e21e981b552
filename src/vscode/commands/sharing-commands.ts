import { unfinished } from "../../core/unfinished";
import type { CommandHandlers } from "./command-table";

type SharingId = "lockstep.state.share" | "lockstep.state.keepPrivate" | "lockstep.mergeDriver.install";

/** Whether git carries the state folder. */
export class SharingCommands {
  readonly handlers: CommandHandlers<SharingId> = {
    "lockstep.state.share": () => unfinished(),
    "lockstep.state.keepPrivate": () => unfinished(),
    "lockstep.mergeDriver.install": () => unfinished(),
  };
}
