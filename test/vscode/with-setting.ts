import * as vscode from "vscode";

/** Does `work` with one of the bookmarks' settings, and puts it back. */
export async function withSetting(key: string, value: unknown, work: () => PromiseLike<unknown>): Promise<void> {
  await set(key, value);
  try {
    await work();
  } finally {
    await set(key, undefined);
  }
}

async function set(key: string, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration("lockstep.bookmarks");
  await configuration.update(key, value, vscode.ConfigurationTarget.Global);
}
