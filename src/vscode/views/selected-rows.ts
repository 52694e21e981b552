import type { Row } from "./row";

/** What is selected in a view: a key that is pressed there hands nothing over. */
export class SelectedRows {
  private selected: readonly Row[] = [];

  get rows(): readonly Row[] {
    return this.selected;
  }

  set(rows: readonly Row[]): void {
    this.selected = rows;
  }
}
