import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linesOf, type Step } from "./history";

/** Packages whose sources are as people wrote them, in versions months apart. */
const packages: Readonly<Record<string, readonly string[]>> = {
  commander: ["9.0.0", "10.0.0", "11.0.0", "12.0.0", "13.0.0", "14.0.0"],
  express: ["4.16.0", "4.17.3", "4.18.2", "4.21.2"],
  semver: ["7.3.0", "7.5.0", "7.7.0"],
  mocha: ["9.0.0", "10.0.0", "11.0.0"],
  fastify: ["5.0.0", "5.4.0", "5.8.0"],
  undici: ["7.0.0", "7.10.0", "7.20.0"],
};

export interface NpmHistory {
  readonly steps: readonly Step[];
  /** Why packages are missing. */
  readonly skipped: readonly string[];
}

/** Successive versions from the registry that npm is set up for. */
export function npmSteps(): NpmHistory {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-anchors-"));
  try {
    const steps: Step[] = [];
    const skipped: string[] = [];
    for (const [name, versions] of Object.entries(packages)) {
      try {
        steps.push(...packageSteps(folder, name, versions));
      } catch (error) {
        skipped.push(`${name}: ${String(error).split("\n")[0]}`);
      }
    }
    return { steps, skipped };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function packageSteps(folder: string, name: string, versions: readonly string[]): readonly Step[] {
  const roots = versions.map((version) => unpacked(join(folder, `${name}-${version}`), `${name}@${version}`));
  return roots.slice(1).flatMap((root, index) => stepsBetween(name, roots[index] ?? root, root));
}

function unpacked(folder: string, spec: string): string {
  mkdirSync(folder);
  // npm is a script on Windows, which only a shell starts
  execFileSync("npm", ["pack", spec, "--silent", "--prefer-offline"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
    timeout: 30_000,
  });
  const [tarball] = readdirSync(folder);
  execFileSync("tar", ["-xzf", tarball ?? ""], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const [root] = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return join(folder, root?.name ?? "");
}

function stepsBetween(name: string, old: string, recent: string): readonly Step[] {
  const steps: Step[] = [];
  for (const entry of readdirSync(old, { recursive: true, encoding: "utf8" }).toSorted()) {
    if (!/\.(js|ts|mjs|cjs|md)$/.test(entry) || !existsSync(join(recent, entry))) {
      continue;
    }
    const [before, after] = [readFileSync(join(old, entry), "utf8"), readFileSync(join(recent, entry), "utf8")];
    if (before !== after && before.length < 1_000_000 && !isGenerated(before)) {
      steps.push({ source: `npm: ${name}`, before: linesOf(before), after: linesOf(after) });
    }
  }
  return steps;
}

const isGenerated = (text: string) => text.split("\n").some((line) => line.length > 2000);
