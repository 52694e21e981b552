// The two things asked of npm, with whatever registry its user has configured and independent of its other settings.
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./process";

const isWindows = process.platform === "win32";

/** Runs npm. @throws with the end of its output when it fails. */
export async function npm(args: readonly string[], folder: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
  const finished = await run("npm", args, { cwd: folder, env: { ...process.env, ...env }, shell: isWindows });
  if (finished.code !== 0) {
    const end = finished.output.trimEnd().split("\n").slice(-20).join("\n");
    throw new Error(`"npm ${args.join(" ")}" failed with code ${finished.code}:\n${end}`);
  }
}

/** Unpacks one folder of a published package (`package` is its root) into `into`, without installing it. */
export async function unpackPackage(spec: string, into: string, folder = "package"): Promise<void> {
  await npm(["pack", spec, "--silent", "--ignore-scripts"], into);
  const archive = (await readdir(into)).find((name) => name.endsWith(".tgz"));
  if (archive === undefined) {
    throw new Error(`npm fetched no archive for ${spec}.`);
  }
  await untar(archive, into, ["z", `--strip-components=${folder.split("/").length}`], folder);
  await rm(join(into, archive));
}

/** Unpacks a tar archive that lies in `folder`. */
export async function untar(archive: string, folder: string, flags: readonly string[] = [], only = ""): Promise<void> {
  const [compression = "", ...options] = flags;
  const members = only === "" ? [] : [only];
  const finished = await run("tar", [`-x${compression}f`, archive, ...options, ...members], { cwd: folder });
  if (finished.code !== 0) {
    throw new Error(`Could not unpack ${archive}:\n${finished.output}`);
  }
}
