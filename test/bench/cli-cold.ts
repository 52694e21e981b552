/**
 * What a cold call of `lockstep` costs in CPU (user + system, as the shell's `time` measures the whole process). Runs of
 * the candidates are interleaved, so that a busy moment of the machine hits all of them. Ends with 1 when over budget.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const cli = join(__dirname, "../../dist/cli.js");
const runs = Number(process.argv[2] ?? 21);
/** Milliseconds of CPU for a cold `queue add`. */
const budget = 150;

interface Candidate {
  readonly name: string;
  readonly args: readonly string[];
  readonly budget?: number;
  readonly cpu: number[];
  readonly elapsed: number[];
}

const candidate = (name: string, args: readonly string[], limit?: number): Candidate => ({
  name,
  args,
  cpu: [],
  elapsed: [],
  ...(limit === undefined ? {} : { budget: limit }),
});

const candidates = [
  candidate("node -e 0", ["-e", "0"]),
  candidate("lockstep --version", [cli, "--version"]),
  candidate("lockstep queue list", [cli, "queue", "list"]),
  candidate("lockstep queue add", [cli, "queue", "add", "bench", "--", "npm", "test"], budget),
  candidate("lockstep status", [cli, "status"]),
];

/** Milliseconds of CPU and of waiting that the command took. */
function measure(cwd: string, args: readonly string[]): { cpu: number; elapsed: number } {
  const script = 'TIMEFORMAT="%U %S %R"; time "$@" >/dev/null 2>&1 || echo failed >&2';
  const { stderr } = spawnSync("bash", ["-c", script, "bench", process.execPath, ...args], { cwd, encoding: "utf8" });
  const [user, system, real] = stderr
    .trim()
    .split(" ")
    .map((seconds) => Number(seconds) * 1000);
  if (user === undefined || system === undefined || real === undefined || Number.isNaN(real)) {
    throw new Error(`${args.join(" ")}: ${stderr}`);
  }
  return { cpu: user + system, elapsed: real };
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function tableRow({ name, cpu, elapsed, budget: limit }: Candidate): string {
  const numbers = [...[0.5, 0.25, 0.75, 0, 0.9].map((part) => quantile(cpu, part)), quantile(elapsed, 0.5)];
  const cells = numbers.map((value) => value.toFixed(0).padStart(8));
  return `${name.padEnd(22)}${cells.join("")}${limit === undefined ? "" : `  (budget ${limit})`}`;
}

function main(): void {
  if (!existsSync(cli)) {
    throw new Error(`${cli} is missing: npm run build`);
  }
  const workspace = mkdtempSync(join(tmpdir(), "lockstep-bench-"));
  try {
    mkdirSync(join(workspace, "src"));
    writeFileSync(join(workspace, "src", "app.ts"), "one\n");
    spawnSync(process.execPath, [cli, "--root", workspace, "queue", "create", "bench"], { stdio: "inherit" });
    for (let run = 0; run < runs; run++) {
      for (const { args, cpu, elapsed } of candidates) {
        const measured = measure(workspace, args);
        cpu.push(measured.cpu);
        elapsed.push(measured.elapsed);
      }
    }
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
  const heading = ["median", "p25", "p75", "min", "p90", "elapsed"].map((word) => word.padStart(8)).join("");
  console.log([`${"ms of CPU".padEnd(22)}${heading}`, ...candidates.map(tableRow), `${runs} runs each`].join("\n"));
  const over = candidates.filter(({ cpu, budget: limit }) => limit !== undefined && quantile(cpu, 0.5) > limit);
  process.exitCode = over.length === 0 ? 0 : 1;
}

main();
