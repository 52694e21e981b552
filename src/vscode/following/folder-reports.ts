import type { Bookmark } from "../../core/bookmarks/bookmark";
import type { BookmarkService } from "../../core/bookmarks/bookmark-service";
import type { FollowedPlace } from "../../core/bookmarks/following";
import type { Log } from "../../core/log";

/** Of an open folder, what a report needs. */
export interface ReportedFolder {
  readonly name: string;
  readonly state: { readonly bookmarks: Pick<BookmarkService, "follow"> };
}

/** Who has something to report: it is asked when the report is due, not when it changes. */
export interface Reporter {
  collect(): Promise<readonly FollowedPlace[]>;
  reported(changed: readonly Bookmark[]): void;
}

/** Milliseconds after the last edit of a burst, and after its first. */
const burst = { pause: 400, most: 5_000 };

/** Tells a folder's document where bookmarks are: once for a burst of edits, one report after the other. */
export class FolderReports {
  private readonly waiting = new Set<Reporter>();
  private timer: NodeJS.Timeout | undefined;
  private since: number | undefined;
  private reporting: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: ReportedFolder,
    private readonly log: Log,
  ) {}

  /** Soon, when nothing was edited for a moment. */
  want(reporter: Reporter): void {
    this.waiting.add(reporter);
    const now = performance.now();
    this.since ??= now;
    clearTimeout(this.timer);
    const delay = Math.max(0, Math.min(burst.pause, this.since + burst.most - now));
    this.timer = setTimeout(() => void this.flush(), delay);
  }

  /** Now. Resolves when everything that was wanted before has been told, or could not be. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.since = undefined;
    const reporters = [...this.waiting];
    this.waiting.clear();
    this.reporting = this.reporting.then(() => this.report(reporters));
    return this.reporting;
  }

  /** What could not be told is told with the next report: whoever asked is asked again. */
  private async report(reporters: readonly Reporter[]): Promise<void> {
    try {
      const places = (await Promise.all(reporters.map((reporter) => reporter.collect()))).flat();
      if (places.length > 0) {
        const changed = await this.folder.state.bookmarks.follow(places);
        for (const reporter of reporters) {
          reporter.reported(changed);
        }
      }
    } catch (error) {
      for (const reporter of reporters) {
        this.waiting.add(reporter);
      }
      this.log.warn(`Where bookmarks of ${this.folder.name} are now could not be written: ${String(error)}`);
    }
  }
}
