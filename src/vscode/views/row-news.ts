import type { Disposable } from "../../core/events";

/**
 * Milliseconds. VS Code keeps back for 200 of them what it is told right after other news (`onDidChangeTreeData` in its
 * extHostTreeViews.ts), so that it would strike at any moment; and asks for the rows beneath a row once it has the row.
 * A view that nobody sees asks for nothing when it is told.
 */
const calm = { afterAnswer: 250, afterNews: 2000 };

/**
 * Tells VS Code of changed rows, but not while it is asking for some: a question that news overtakes is answered with no
 * rows at all (`_fetchChildrenNodes` there), and now and then VS Code leaves it at that. Before it has any rows it needs
 * no news. From the news until it has asked again it knows none of its rows, the selected ones neither.
 */
export class RowNews implements Disposable {
  private hasAsked = false;
  private asking = 0;
  private isOwed = false;
  private calming: NodeJS.Timeout | undefined;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly tell: () => void) {}

  changed(): void {
    if (this.isBusy) {
      this.isOwed = true;
    } else if (this.hasAsked) {
      this.tellNow();
    }
  }

  /** Of rows with none beneath them, for whose sake VS Code asks for no others: told now, or not at all. */
  passing(tell: () => void): void {
    if (this.hasAsked && !this.isBusy) {
      this.calmDown(calm.afterAnswer);
      tell();
    }
  }

  async asked<T>(answer: () => Promise<T>): Promise<T> {
    this.hasAsked = true;
    this.asking++;
    try {
      return await answer();
    } finally {
      this.asking--;
      this.calmDown(calm.afterAnswer);
    }
  }

  /** What is read while VS Code knows its rows. */
  whileKnown<R>(read: () => R): Promise<R> {
    return new Promise((resolve) => {
      if (this.isBusy) {
        this.waiting.push(() => resolve(read()));
      } else {
        resolve(read());
      }
    });
  }

  dispose(): void {
    clearTimeout(this.calming);
    this.letRead();
  }

  private get isBusy(): boolean {
    return this.asking > 0 || this.calming !== undefined;
  }

  private tellNow(): void {
    this.isOwed = false;
    this.calmDown(calm.afterNews);
    this.tell();
  }

  private calmDown(milliseconds: number): void {
    clearTimeout(this.calming);
    this.calming = setTimeout(() => {
      this.calming = undefined;
      if (this.asking === 0) {
        this.letRead();
      }
      if (this.isOwed) {
        this.changed();
      }
    }, milliseconds);
  }

  private letRead(): void {
    for (const read of this.waiting.splice(0)) {
      read();
    }
  }
}
