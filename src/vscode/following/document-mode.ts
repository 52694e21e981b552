import type { Disposable } from "../../core/events";
import { Deferred } from "../deferred";

/** Milliseconds; the event that tells follows at once. */
const undecidedFor = 100;

/**
 * Whose text an open document has. `clean`: the text is the one on the disk, bookmarks are where the document of bookmarks
 * says. `edited`: this window has changes that are not saved, bookmarks are where the edits brought them. `undecided`: the
 * text changed, and VS Code tells only with its next event whether somebody typed (the file is dirty then) or the file was
 * read anew from the disk.
 */
export class DocumentMode implements Disposable {
  private mode: "clean" | "undecided" | "edited" = "clean";
  private decision: Deferred | undefined;
  private timer: NodeJS.Timeout | undefined;

  get isClean(): boolean {
    return this.mode === "clean";
  }

  get isEdited(): boolean {
    return this.mode === "edited";
  }

  /** Resolves when it is decided, or known what decides it. */
  async decided(): Promise<void> {
    await this.decision?.promise;
  }

  become(mode: "clean" | "edited"): void {
    this.mode = mode;
    this.settle();
  }

  /** @param otherwise is called when no event told in time */
  becomeUndecided(otherwise: () => void): void {
    this.mode = "undecided";
    this.decision ??= new Deferred();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      otherwise();
      this.settle();
    }, undecidedFor);
  }

  dispose(): void {
    this.become("clean");
  }

  private settle(): void {
    clearTimeout(this.timer);
    this.decision?.resolve();
    this.decision = undefined;
  }
}
