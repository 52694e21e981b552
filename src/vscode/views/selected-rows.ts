import type { Row } from "./row";

/** What is selected in a view: a key that is pressed there hands nothing over. */
export class SelectedRows {
  private readSelected: () => Promise<readonly Row[]> = async () => [];

  /** Resolves when it is known: not while the view gets new rows. */
  read(): Promise<readonly Row[]> {
    return this.readSelected();
  }

  /** Once there is a view. */
  readFrom(read: () => Promise<readonly Row[]>): void {
    this.readSelected = read;
  }
}
