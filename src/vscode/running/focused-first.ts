import type { NamedDocument } from "../../core/records/named-document-repository";

/** Milliseconds: more than it takes a window to hear of a change, less than anybody waits for. */
const courtesy = 200;

/**
 * Who starts a queue wants to see it run: of the windows that hear of it, the one that has the focus goes first. Another
 * one takes it when it is still there to be taken a moment later.
 */
export class FocusedFirst {
  private readonly since = new Map<string, { readonly updatedAt: string; readonly time: number }>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly isFocused: () => boolean,
    private readonly lookAgain: () => void,
  ) {}

  /** Whether it is this window's turn. When it is not, somebody is told when it will be. */
  takes({ id, updatedAt }: Pick<NamedDocument, "id" | "updatedAt">): boolean {
    if (this.isFocused() || performance.now() - this.timeOf(id, updatedAt) >= courtesy) {
      return true;
    }
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.lookAgain();
    }, courtesy);
    return false;
  }

  /** When it was seen first as it is now. */
  private timeOf(id: string, updatedAt: string): number {
    const known = this.since.get(id);
    if (known?.updatedAt === updatedAt) {
      return known.time;
    }
    const time = performance.now();
    this.since.set(id, { updatedAt, time });
    return time;
  }
}
