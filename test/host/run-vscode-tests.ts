// `npm run test:vscode`: the suite of test/vscode in the oldest VS Code we promise and in the newest.
// `--version oldest|newest` runs one of them, `--grep PATTERN` the tests whose title matches.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runTests } from "@vscode/test-electron";
import type { SuiteSummary } from "../vscode/index";
import { bundleTests } from "./bundle-tests";
import { type Build, chooseBuild, desktopExecutable } from "./desktop-build";
import { launcherScript } from "./launcher-script";
import { repositoryRoot } from "./paths";
import { onStopSignal } from "./process";
import { writeQuietSettings } from "./quiet-settings";
import { copySampleWorkspace } from "./sample-workspace";
import { temporaryFolder } from "./temporary-folder";
import { newest, oldest, type VSCodeVersion, versionNamed } from "./versions";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { version: { type: "string" }, grep: { type: "string" } } });
  const versions = values.version === undefined ? [oldest, newest] : [versionNamed(values.version)];
  const suite = await bundleTests();
  const build = await chooseBuild();
  const failures: string[] = [];
  for (const version of versions) {
    console.log(`\nVS Code ${version.version} (${version.name}, ${build} build)`);
    const failed = await failuresIn(version, build, suite, values.grep);
    failures.push(...failed.map((failure) => `In VS Code ${version.version}: ${failure}`));
  }
  if (failures.length > 0) {
    // Once more at the end: what a version says is far above what the next one passes.
    console.error(`\n${failures.join("\n\n")}`);
    process.exitCode = 1;
  }
}

async function failuresIn(
  version: VSCodeVersion,
  build: Build,
  suite: string,
  grep: string | undefined,
): Promise<readonly string[]> {
  const workspace = await copySampleWorkspace();
  const userData = await temporaryFolder("user-data");
  const summary = join(userData.path, "summary.json");
  const removeBoth = () => Promise.all([workspace.remove(), userData.remove()]);
  const forget = onStopSignal(removeBoth);
  // Its own git stumbles over repositories that tests make and take away.
  await writeQuietSettings(join(userData.path, "User"), { "git.enabled": false });
  try {
    await runTests({
      vscodeExecutablePath: await (build === "desktop" ? desktopExecutable(version) : launcherScript(version)),
      extensionDevelopmentPath: repositoryRoot,
      extensionTestsPath: suite,
      // What tests allow to run is none of this user's business.
      extensionTestsEnv: {
        LOCKSTEP_TEST_GREP: grep,
        LOCKSTEP_TEST_SUMMARY: summary,
        XDG_STATE_HOME: join(userData.path, "state"),
      },
      launchArgs: [
        workspace.path,
        `--user-data-dir=${userData.path}`,
        `--extensions-dir=${join(userData.path, "none")}`,
      ],
    });
    return existsSync(summary) ? [] : ["The suite did not come to its end."];
  } catch (error) {
    const { failed } = existsSync(summary) ? (JSON.parse(await readFile(summary, "utf8")) as SuiteSummary) : noSummary;
    return failed.length > 0 ? failed : [String(error)];
  } finally {
    forget();
    await removeBoth();
  }
}

const noSummary = { failed: [] };

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
