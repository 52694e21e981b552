import type { Log } from "../../core/log";
import type { BookmarkSettings } from "../bookmark-settings";
import type { BookmarkInFolder } from "../editor/bookmarked-lines";
import type { EditorPosition } from "../editor/editor-position";
import { openFileOf, putCursor } from "../editor/reveal-bookmark";

/** Shows what is looked at, one after the other; what was passed by before it could be shown is left out. */
export class Previews {
  private wanted: BookmarkInFolder | undefined;
  /** Nothing is on its way to an editor any more. */
  finished: Promise<void> = Promise.resolve();

  constructor(
    private readonly before: EditorPosition,
    private readonly settings: BookmarkSettings,
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
      const editor = await openFileOf(wanted, { preview: true, preserveFocus: true });
      this.before.remember(editor);
      putCursor(editor, wanted.bookmark, this.settings.revealLocation);
    } catch (error) {
      this.log.debug(String(error)); // said when it is chosen
    }
  }
}
