import type { Disposable } from "../../core/events";

/**
 * Milliseconds. VS Code keeps back for 200 of them what it is told right after other news (`onDidChangeTreeData` in its
 * extHostTreeViews.ts), so that it would strike at any moment; and asks for the rows beneath a row once it has the row.
 */
const calm = 250;

/**
 * Tells VS Code of changed rows, but not while it is asking for some: a question that news overtakes is answered with no
 * rows at all (`_fetchChildrenNodes` there), and now and then VS Code leaves it at that. Before it has any rows it needs
 * no news.
 */
export class RowNews implements Disposable {
  private hasAsked = false;
  private asking = 0;
  private isOwed = false;
  private calming: NodeJS.Timeout | undefined;

  constructor(private readonly tell: () => void) {}

  changed(): void {
    if (this.asking > 0 || this.calming !== undefined) {
      this.isOwed = true;
    } else if (this.hasAsked) {
      this.tellNow();
    }
  }

  async asked<T>(answer: () => Promise<T>): Promise<T> {
    this.hasAsked = true;
    this.asking++;
    try {
      return await answer();
    } finally {
      this.asking--;
      this.calmDown();
    }
  }

  dispose(): void {
    clearTimeout(this.calming);
  }

  private tellNow(): void {
    this.isOwed = false;
    this.calmDown();
    this.tell();
  }

  private calmDown(): void {
    clearTimeout(this.calming);
    this.calming = setTimeout(() => {
      this.calming = undefined;
      if (this.isOwed) {
        this.changed();
      }
    }, calm);
  }
}
