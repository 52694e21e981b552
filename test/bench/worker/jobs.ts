import { contenders } from "../contenders/all-contenders";
import type { Contender } from "../contenders/contender";
import { bookmarkJobs } from "./bookmark-jobs";
import { documentJobs } from "./document-jobs";
import { idleJobs } from "./idle-jobs";
import type { Meters } from "./meters";
import type { WorkerOptions } from "./options";

/** The contender opens its folder when the worker starts, the window when it is first asked for something. */
export function jobsOf({ contender, folder }: WorkerOptions, meters: Meters) {
  let window: ReturnType<typeof bookmarkJobs> | undefined;
  const document: Contender = contenders[contender](folder);
  return {
    ...documentJobs(document, meters.sync),
    ...idleJobs(meters.timers),
    openWindow: async () => {
      window ??= bookmarkJobs(folder);
    },
    counters: async () => window?.counters() ?? document.counters?.() ?? {},
    attach: () => opened(window).attach(),
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
