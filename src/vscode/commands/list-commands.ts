import { unfinished } from "../../core/unfinished";
import type { CommandHandlers } from "./command-table";

type ListId =
  | "lockstep.list.create"
  | "lockstep.list.rename"
  | "lockstep.list.setColor"
  | "lockstep.list.setIcon"
  | "lockstep.list.setDefault"
  | "lockstep.list.delete";

/** Lists of bookmarks. */
export class ListCommands {
  readonly handlers: CommandHandlers<ListId> = {
    "lockstep.list.create": () => unfinished(),
    "lockstep.list.rename": () => unfinished(),
    "lockstep.list.setColor": () => unfinished(),
    "lockstep.list.setIcon": () => unfinished(),
    "lockstep.list.setDefault": () => unfinished(),
    "lockstep.list.delete": () => unfinished(),
  };
}
