import { relative, resolve } from "node:path";
import type { ChangesOfRun, RunOfFile, RunSummary, SharedFileChange } from "../core/changes/change-queries";
import type { RunWithCount } from "../core/changes/change-service";
import type { Viewpoint } from "./bookmark-lines";
import { aligned, counted, excerpt, printable, type Style, shortener } from "./terminal-text";

export function recentRunLines(runs: readonly RunWithCount[], style: Style): readonly string[] {
  if (runs.length === 0) {
    return ["No run has changed a file yet."];
  }
  const short = shortener(runs.map(({ id }) => id));
  return aligned(runs.map((run) => [...runCells(run, short, style), counted(run.fileCount, "file")]));
}

export function changesOfRunLines(run: ChangesOfRun, viewpoint: Viewpoint, style: Style): readonly string[] {
  return [
    [style.bold(printable(run.title ?? run.id)), style.dim(run.id), endedText(run)].join("  "),
    ...aligned(run.files.map((file) => changeCells(file, viewpoint, style))),
    ...(run.more === undefined ? [] : [`And ${counted(run.more, "more file")}, whose names are not kept.`]),
    ...(run.incomplete ? ["Some of the folder could not be looked at: there may be more."] : []),
  ];
}

/** @param count how many runs there are; `runs` may be the newest of them only */
export function runsOfFileLines(
  path: string,
  runs: readonly RunOfFile[],
  count: number,
  viewpoint: Viewpoint,
  style: Style,
): readonly string[] {
  if (runs.length === 0) {
    return [`No recorded run changed ${printable(path)}.`];
  }
  const short = shortener(runs.map(({ run }) => run.id));
  const rows = runs.map(({ run, files }) => {
    const [first, ...others] = files;
    const more = others.length === 0 ? "" : style.dim(`and ${counted(others.length, "more file")}`);
    return [...runCells(run, short, style), ...(first === undefined ? [] : changeCells(first, viewpoint, style)), more];
  });
  const older = count - runs.length;
  return [...aligned(rows), ...(older === 0 ? [] : [`And ${counted(older, "older run")}: see --limit.`])];
}

function runCells(run: RunSummary, short: (id: string) => string, style: Style): readonly string[] {
  return [style.dim(short(run.id)), endedText(run), style.bold(excerpt(run.title ?? "", 40))];
}

function changeCells(file: SharedFileChange, { root, cwd }: Viewpoint, style: Style): readonly string[] {
  const shown = (path: string) => printable(relative(cwd, resolve(root, path)) || ".");
  const { change, path, from, added, removed, shared } = file;
  const lines = [
    ...(added === undefined ? [] : [style.good(`+${added}`)]),
    ...(removed === undefined ? [] : [style.bad(`-${removed}`)]),
  ];
  const name = from === undefined ? shown(path) : `${shown(from)} → ${shown(path)}`;
  return [change, name, [...lines, ...(shared ? [style.dim("(shared)")] : [])].join(" ")];
}

/** In the time of whoever reads it. */
function endedText({ endedAt }: RunSummary): string {
  return new Date(endedAt).toLocaleString("sv-SE");
}
