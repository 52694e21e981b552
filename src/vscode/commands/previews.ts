import type { Log } from "../../core/log";
import type { BookmarkVisits } from "../editor/bookmark-visits";
import type { BookmarkInFolder } from "../editor/bookmarked-lines";
import type { EditorPosition } from "../editor/editor-position";

/** Shows what is looked at, one after the other; what was passed by before it could be shown is left out. */
export class Previews {
  private wanted: BookmarkInFolder | undefined;
  /** Nothing is on its way to an editor any more. */
  finished: Promise<void> = Promise.resolve();

  constructor(
    private readonly before: EditorPosition,
    private readonly visits: BookmarkVisits,
    private readonly log: Log,
  ) {}

  show(target: BookmarkInFolder): void {
    this.wanted = target;
    this.finished = this.finished.then(() => this.showWanted());
  }

  private async showWanted(): Promise<void> {
    const { wanted } = this;
    this.wanted = undefined;
    if (wanted === undefined || wanted.bookmark.target === "folder") {
      return;
    }
    try {
      const options = { preview: true, preserveFocus: true };
      await this.visits.goTo(wanted, options, (editor) => this.before.remember(editor));
    } catch (error) {
      this.log.debug(String(error)); // said when it is chosen
    }
  }
}
