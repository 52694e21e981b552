import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join, relative } from "node:path";
import type { Result } from "./result";

export interface Run {
  readonly quick: boolean;
  /** What the figures depend on. */
  readonly machine: object;
  readonly results: readonly Result[];
}

/** Writes every figure of a run to bench-results/, and says where and how long it took. */
export function saveRun(begun: Date, run: Run, name = ""): string {
  const folder = join(__dirname, "../../../bench-results");
  const seconds = Math.round((Date.now() - begun.getTime()) / 1000);
  const file = join(folder, `${begun.toISOString().replaceAll(":", "-")}${name}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ begun: begun.toISOString(), seconds, ...run }, undefined, 1)}\n`);
  const load = loadavg().map((average) => average.toFixed(1));
  return `${seconds} s; load afterwards ${load.join(", ")}; every figure is in ${relative(process.cwd(), file)}`;
}

export function describe(machine: object): string {
  return `${Object.entries(machine)
    .map(([name, value]) => `${name}: ${value}`)
    .join("; ")}\n`;
}
