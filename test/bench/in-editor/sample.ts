import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { anchorAt } from "../../../src/core/bookmarks/anchor";
import type { Bookmark } from "../../../src/core/bookmarks/bookmark";

/** As the issue has it: 10,000 bookmarks in 1,000 files, 500 of them in each of those that are opened. */
const files = 1_000;
const bookmarks = 10_000;
const inLarge = 500;

/** The files that are opened; the last of them is edited. */
export const largeFiles: readonly string[] = ["many-1.ts", "many-2.ts", "many-3.ts", "many-4.ts", "many-5.ts"];
/** Has no bookmarks. */
export const plainFile = "plain.ts";

interface File {
  readonly path: string;
  readonly lines: readonly string[];
  /** From 1. */
  readonly marked: readonly number[];
}

/** Writes the sources into `folder`, and their bookmarks as Lockstep and as VB in its project file have them. */
export async function writeSample(folder: string, withBookmarks: boolean): Promise<void> {
  const sample = sampleFiles();
  for (const { path, lines } of sample) {
    await write(join(folder, path), lines.join("\n"));
  }
  await write(join(folder, plainFile), "export {};\n");
  if (withBookmarks) {
    await write(join(folder, ".lockstep/bookmarks.json"), documentOf(sample.flatMap(ours)));
    await write(join(folder, ".lockstep/.gitignore"), "*\n");
    await write(join(folder, ".vscode/bookmarks.json"), JSON.stringify({ files: sample.map(theirs) }, null, "\t"));
  }
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

function sampleFiles(): readonly File[] {
  const [small, rest] = [files - largeFiles.length, bookmarks - inLarge * largeFiles.length];
  const large = largeFiles.map((path) => fileOf(path, inLarge));
  const others = Array.from({ length: small }, (_, nth) => {
    const count = Math.floor(rest / small) + Number(nth < rest % small);
    return fileOf(`src/part-${nth % 40}/module-${nth}.ts`, count);
  });
  return [...large, ...others];
}

function fileOf(path: string, count: number): File {
  const name = path.replaceAll(/\W/g, "");
  const lines = Array.from({ length: count * 4 + 2 }, (_, line) => `  const ${name}x${line} = ${line} * ${count};`);
  return { path, lines, marked: Array.from({ length: count }, (_, mark) => mark * 4 + 2) };
}

const time = "2026-01-31T12:00:00.000Z";

function ours({ path, lines, marked }: File): readonly Bookmark[] {
  return marked.map((line) => ({
    id: `${path.replaceAll(/\W/g, "")}-${line}`,
    path,
    line,
    column: 1,
    ...(line % 5 === 0 ? { label: `Look at line ${line}` } : {}),
    tags: [],
    anchor: anchorAt(lines, line),
    state: "anchored",
    createdAt: time,
    updatedAt: time,
  }));
}

function documentOf(all: readonly Bookmark[]): string {
  const sorted = all.toSorted((left, right) => (left.path < right.path ? -1 : Number(left.path > right.path)));
  return `${JSON.stringify({ version: 1, bookmarks: sorted }, undefined, 2)}\n`;
}

function theirs({ path, marked }: File): object {
  const marks = marked.map((line) => ({
    line: line - 1,
    column: 0,
    label: line % 5 === 0 ? `Look at line ${line}` : "",
  }));
  return { path, bookmarks: marks };
}
