import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../../../src/cli/io";
import { run } from "../../../src/cli/program";
import { tempFolder } from "../../helpers/temp-folder";

interface World {
  readonly cwd: string;
  readonly env?: Environment;
  readonly isTTY?: boolean;
  readonly signal?: AbortSignal;
}

/** A run of the command inside this process. */
export async function lockstep({ cwd, env = {}, isTTY = false, signal }: World, ...argv: readonly string[]) {
  let stdout = "";
  let stderr = "";
  const code = await run(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    cwd,
    env,
    isTTY,
    ...(signal === undefined ? {} : { signal }),
  });
  return { code, stdout, stderr };
}

/** A workspace folder with an empty state folder. */
export function workspace(): string {
  const folder = tempFolder();
  mkdirSync(join(folder, ".lockstep"));
  return folder;
}
