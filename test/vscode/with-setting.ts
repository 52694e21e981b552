import * as vscode from "vscode";

/** Does `work` with one of the bookmarks' settings, and puts it back. */
export async function withSetting(key: string, value: unknown, work: () => PromiseLike<unknown>): Promise<void> {
  await withSettings("lockstep.bookmarks", { [key]: value }, work);
}

/** Does `work` with settings of this section, and puts them back. */
export async function withSettings(
  section: string,
  values: Readonly<Record<string, unknown>>,
  work: () => PromiseLike<unknown>,
): Promise<void> {
  const configuration = () => vscode.workspace.getConfiguration(section);
  const set = (key: string, value: unknown) => configuration().update(key, value, vscode.ConfigurationTarget.Global);
  for (const [key, value] of Object.entries(values)) {
    await set(key, value);
  }
  try {
    await work();
  } finally {
    for (const key of Object.keys(values)) {
      await set(key, undefined);
    }
  }
}
