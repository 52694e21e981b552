import { unfinished } from "../../core/unfinished";
import type { CommandHandlers } from "./command-table";

type TourId = "lockstep.tour.start" | "lockstep.tour.next" | "lockstep.tour.previous" | "lockstep.tour.end";

/** Walks through bookmarks with their notes. */
export class TourCommands {
  readonly handlers: CommandHandlers<TourId> = {
    "lockstep.tour.start": () => unfinished(),
    "lockstep.tour.next": () => unfinished(),
    "lockstep.tour.previous": () => unfinished(),
    "lockstep.tour.end": () => unfinished(),
  };
}
