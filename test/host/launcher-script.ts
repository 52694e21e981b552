// `runTests` wants one executable file, so the launcher gets a small script per version.
import { chmod, mkdir, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cacheFolder } from "./cache";
import { hostFolder } from "./paths";
import type { VSCodeVersion } from "./versions";

/** The path of an executable that takes the arguments of the `code` program and runs them in the server build. */
export async function launcherScript(version: VSCodeVersion): Promise<string> {
  const isWindows = process.platform === "win32";
  const folder = join(cacheFolder(), "launchers");
  await mkdir(folder, { recursive: true });
  const script = join(folder, isWindows ? `${version.name}.cmd` : version.name);
  const draft = `${script}.${process.pid}`;
  await writeFile(draft, isWindows ? windowsScript(version) : posixScript(version));
  await chmod(draft, 0o755);
  await rename(draft, script);
  return script;
}

function command(): readonly string[] {
  const tsx = createRequire(join(hostFolder, "launcher.ts")).resolve("tsx");
  return [process.execPath, "--import", pathToFileURL(tsx).href, join(hostFolder, "launcher.ts")];
}

function posixScript(version: VSCodeVersion): string {
  const quoted = command().map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
  return `#!/bin/sh\nLOCKSTEP_TEST_VERSION=${version.name} exec ${quoted.join(" ")} "$@"\n`;
}

function windowsScript(version: VSCodeVersion): string {
  const quoted = command().map((word) => `"${word}"`);
  return `@set LOCKSTEP_TEST_VERSION=${version.name}\r\n@${quoted.join(" ")} %*\r\n`;
}
