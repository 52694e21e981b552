import * as vscode from "vscode";
import type { Row } from "./row";
import type { Tree } from "./views";

/** Milliseconds until a view that was just opened has its rows, or never will. */
const patience = 3_000;

export interface Reveals {
  readonly groups: RevealedRows;
  readonly queues: RevealedRows;
}

/** Brings a row of a view before a person's eyes. */
export class RevealedRows {
  private revealRow: (isMeant: (row: Row) => boolean) => Promise<void> = async () => {};

  constructor(private readonly name: "groups" | "queues") {}

  /** Shows the view, with the row selected; just the view when there is no such row. */
  async reveal(isMeant: (row: Row) => boolean): Promise<void> {
    await vscode.commands.executeCommand(`lockstep.${this.name}.focus`);
    await this.revealRow(isMeant);
  }

  /** Once there is a view. */
  revealIn(view: Pick<vscode.TreeView<Row>, "reveal">, tree: Pick<Tree, "find" | "whileKnown" | "onDidAnswer">): void {
    this.revealRow = async (isMeant) => {
      if (tree.find(isMeant) === undefined) {
        await firstAnswer(tree);
      }
      const row = await tree.whileKnown(() => tree.find(isMeant));
      if (row !== undefined) {
        await view.reveal(row, { select: true, focus: true, expand: true });
      }
    };
  }
}

function firstAnswer({ onDidAnswer }: Pick<Tree, "onDidAnswer">): Promise<void> {
  return new Promise((resolve) => {
    const listening = onDidAnswer(() => done());
    const timer = setTimeout(() => done(), patience);
    const done = () => {
      clearTimeout(timer);
      listening.dispose();
      resolve();
    };
  });
}
