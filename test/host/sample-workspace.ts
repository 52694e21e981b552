import { cp } from "node:fs/promises";
import { join } from "node:path";
import { sampleWorkspace } from "./paths";
import { type TemporaryFolder, temporaryFolder } from "./temporary-folder";

/** A fresh copy of the sample workspace. `path` is the folder to open. */
export async function copySampleWorkspace(): Promise<TemporaryFolder> {
  const parent = await temporaryFolder("workspace");
  const path = join(parent.path, "readings");
  await cp(sampleWorkspace, path, { recursive: true });
  return { path, remove: parent.remove };
}
