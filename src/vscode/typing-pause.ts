import type { Disposable } from "../core/events";

/** Milliseconds without an edit: longer than between two keys of a fast typist, shorter than anybody waits for. */
const pause = 100;

/**
 * What is done once when somebody stops typing for a moment, and not with every key: VS Code moves what it shows along
 * with the text by itself, so that until then at most a little is beside where it belongs.
 */
export class TypingPause implements Disposable {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly work: () => void) {}

  edited(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), pause);
  }

  /** For what is no edit. */
  now(): void {
    clearTimeout(this.timer);
    this.work();
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}
