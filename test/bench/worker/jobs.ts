import { contenders } from "../contenders/all-contenders";
import { bookmarkJobs } from "./bookmark-jobs";
import { documentJobs } from "./document-jobs";
import type { WorkerOptions } from "./options";
import type { SyncMeter } from "./sync-meter";

/** The contender opens its folder when the worker starts, the window when it is first asked for something. */
export function jobsOf({ contender, folder }: WorkerOptions, meter: SyncMeter | undefined) {
  let window: ReturnType<typeof bookmarkJobs> | undefined;
  return {
    ...documentJobs(contenders[contender](folder), meter),
    openWindow: async () => {
      window ??= bookmarkJobs(folder);
    },
    label: (...args: Parameters<BookmarkJobs["label"]>) => opened(window).label(...args),
    labelAgain: (...args: Parameters<BookmarkJobs["labelAgain"]>) => opened(window).labelAgain(...args),
    list: (...args: Parameters<BookmarkJobs["list"]>) => opened(window).list(...args),
    eventAfter: (...args: Parameters<BookmarkJobs["eventAfter"]>) => opened(window).eventAfter(...args),
  };
}

type BookmarkJobs = ReturnType<typeof bookmarkJobs>;
export type Jobs = ReturnType<typeof jobsOf>;

function opened(window: BookmarkJobs | undefined): BookmarkJobs {
  if (window === undefined) {
    throw new Error("openWindow comes first.");
  }
  return window;
}
