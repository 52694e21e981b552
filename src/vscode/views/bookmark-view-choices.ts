import type * as vscode from "vscode";
import * as z from "zod/mini";
import { type Disposable, Emitter, type Event } from "../../core/events";
import { type BookmarkFilter, bookmarkFilterSchema } from "./bookmark-filter";

const key = "lockstep.bookmarksView";

export const groupings = ["file", "list", "none"] as const;
export const sortings = ["path", "label", "age", "manual"] as const;

export type Grouping = (typeof groupings)[number];
export type Sorting = (typeof sortings)[number];

export interface ViewChoices {
  readonly grouping: Grouping;
  readonly sorting: Sorting;
  readonly hidesPositions: boolean;
  readonly filter: BookmarkFilter;
}

// Whatever another version of Lockstep remembered, field by field.
const schema = z.object({
  grouping: z.catch(z.enum(groupings), "file"),
  sorting: z.catch(z.enum(sortings), "path"),
  hidesPositions: z.catch(z.boolean(), false),
  filter: z.catch(bookmarkFilterSchema, {}),
});

/** How a person wants to see the bookmarks of this workspace. Remembered for the workspace, for each window alone. */
export class BookmarkViewChoices implements Disposable {
  private readonly changed = new Emitter<void>();
  private choices: ViewChoices;

  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly memento: vscode.Memento) {
    this.choices = schema.parse(memento.get(key) ?? {});
  }

  get current(): ViewChoices {
    return this.choices;
  }

  async change(changes: Partial<ViewChoices>): Promise<void> {
    this.choices = { ...this.choices, ...changes };
    this.changed.fire();
    await this.memento.update(key, this.choices);
  }

  dispose(): void {
    this.changed.dispose();
  }
}
