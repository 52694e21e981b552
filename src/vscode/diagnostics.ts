import * as vscode from "vscode";
import { version } from "../../package.json";
import type { OwnerRecord } from "../core/locking/owner-record";
import type { LockOnDocument, Status } from "../core/storage/status";
import type { OpenFolder, WorkspaceFolders } from "./workspace-folders";

// What `lockstep status` says and what only this window knows, for the log and for bug reports: not translated.

export async function diagnosticLines(folders: WorkspaceFolders): Promise<readonly string[]> {
  const counted = Object.entries(folders.counters).map(([name, count]) => `${name} ${count}`);
  const ofFolders = await Promise.all(folders.all.map(linesOf));
  return [
    `Lockstep ${version} in ${vscode.env.appName} ${vscode.version} on ${process.platform}, pid ${process.pid}, writer ${folders.writerId}`,
    `Since this window opened its folders: ${counted.join(", ")}`,
    ...ofFolders.flat(),
  ];
}

async function linesOf({ state }: OpenFolder): Promise<readonly string[]> {
  const root = `State folder ${state.root}`;
  try {
    return [root, ...statusLines(await state.status()).map((line) => `  ${line}`)];
  } catch (error) {
    return [`${root}: ${String(error)}`];
  }
}

function statusLines({ writers, locks, leases }: Status): readonly string[] {
  return [
    ...listed(
      writers.map((owner) => `Attached: ${ownerText(owner)}`),
      "Nobody is attached.",
    ),
    ...listed(locks.flatMap(lockLines), "No lock is held."),
    ...listed(
      leases.map(({ name, owner }) => `Lease ${name}: ${ownerText(owner)}`),
      "No lease is held.",
    ),
  ];
}

function listed(lines: readonly string[], none: string): readonly string[] {
  return lines.length === 0 ? [none] : lines;
}

function lockLines({ document, type, owner, alive, waiting }: LockOnDocument): readonly string[] {
  const facts = [
    owner === undefined ? "an unknown writer" : ownerText(owner),
    type,
    alive ? "alive" : "dead",
    `${owner?.takeovers ?? 0} takeovers in a row`,
    `${waiting.length} waiting`,
  ];
  return [
    `Lock ${document}: ${facts.join(", ")}`,
    ...waiting.map((waiter, index) => `  ${index + 1}. ${ownerText(waiter)}`),
  ];
}

function ownerText({ app, pid, host, since }: OwnerRecord): string {
  return `${app} (pid ${pid} on ${host}) since ${since}`;
}
