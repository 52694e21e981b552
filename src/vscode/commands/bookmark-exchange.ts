import { unfinished } from "../../core/unfinished";
import type { CommandHandlers } from "./command-table";

type ExchangeId = "lockstep.bookmark.import" | "lockstep.bookmark.export";

/** Brings bookmarks in and out. */
export class BookmarkExchange {
  readonly handlers: CommandHandlers<ExchangeId> = {
    "lockstep.bookmark.import": () => unfinished(),
    "lockstep.bookmark.export": () => unfinished(),
  };
}
