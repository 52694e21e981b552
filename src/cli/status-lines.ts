import { hostname } from "node:os";
import type { OwnerRecord } from "../core/locking/owner-record";
import type { LockOnDocument, Status } from "../core/storage/status";
import { durationText, runnerText } from "./job-text";
import type { RunningJob } from "./running-jobs";
import { aligned, counted, excerpt, printable, type Style } from "./terminal-text";

export function statusLines(
  root: string,
  { writers, locks, leases }: Status,
  style: Style,
  { running = [], now = new Date() }: { readonly running?: readonly RunningJob[]; readonly now?: Date } = {},
): readonly string[] {
  const attached = writers.map((owner) => [ownerText(owner), sinceText(owner)]);
  const leased = leases.map(({ name, owner }) => [printable(name), `by ${ownerText(owner)}`, sinceText(owner)]);
  return [
    `Workspace folder ${style.bold(printable(root))}`,
    ...section("Attached", indented(attached), "Nobody is attached.", style),
    ...(running.length === 0 ? [] : section("Running", runningLines(running, style, now), "", style)),
    ...section("Locks", lockLines(locks, style, now), "No lock is held.", style),
    ...section("Leases", indented(leased), "No lease is held.", style),
  ];
}

function section(heading: string, lines: readonly string[], none: string, style: Style): readonly string[] {
  return lines.length === 0 ? [none] : [style.bold(heading), ...lines];
}

function runningLines(running: readonly RunningJob[], style: Style, now: Date): readonly string[] {
  const rows = running.map(({ name, title, startedAt, owner, alive }) => [
    printable(name),
    excerpt(title, 60),
    startedAt === undefined ? "" : durationText(now.getTime() - Date.parse(startedAt)),
    owner === undefined ? "" : `by ${runnerText(owner)}`,
    alive ? "" : style.bad("(that process is gone)"),
  ]);
  return indented(rows);
}

function indented(rows: readonly (readonly string[])[], depth = 1): readonly string[] {
  return aligned(rows.map((row) => [...Array<string>(depth).fill(""), ...row]));
}

/** Each lock, and under it those who wait for it. */
function lockLines(locks: readonly LockOnDocument[], style: Style, now: Date): readonly string[] {
  const rows = locks.map(({ document, type, owner, alive, waiting }) => [
    printable(document),
    type,
    owner === undefined ? "by an unknown writer" : `by ${ownerText(owner)}`,
    owner === undefined ? "" : lastingText(owner, now),
    [
      alive ? "" : style.bad("(that process is gone)"),
      takeoversText(owner),
      waiting.length === 0 ? "" : `${counted(waiting.length, "writer")} waiting:`,
    ]
      .filter((text) => text !== "")
      .join("  "),
  ]);
  return indented(rows).flatMap((line, index) => [line, ...waitingLines(locks[index], now)]);
}

function waitingLines(lock: LockOnDocument | undefined, now: Date): readonly string[] {
  const rows = (lock?.waiting ?? []).map((owner, index) => [
    `${index + 1}. ${ownerText(owner)}`,
    lastingText(owner, now),
  ]);
  return indented(rows, 2);
}

function ownerText({ app, pid, host }: OwnerRecord): string {
  const self = pid === process.pid && host === hostname();
  return `${printable(app)} (${self ? "this process" : `pid ${pid} on ${printable(host)}`})`;
}

/** In the time of whoever reads it. */
function sinceText({ since }: OwnerRecord): string {
  const time = new Date(since);
  return Number.isNaN(time.getTime()) ? "" : `since ${time.toLocaleString("sv-SE")}`;
}

/** The same and how long that is; clocks of other machines may be ahead of ours. */
function lastingText(owner: OwnerRecord, now: Date): string {
  const milliseconds = now.getTime() - new Date(owner.since).getTime();
  return milliseconds >= 0 ? `${sinceText(owner)} (${agoText(milliseconds)})` : sinceText(owner);
}

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** In the unit of which there are two or more. */
function agoText(milliseconds: number): string {
  const [noun, length] = units.find((unit) => milliseconds >= 2 * unit[1]) ?? (["second", 1_000] as const);
  return milliseconds < 1_000 ? "less than a second" : counted(Math.floor(milliseconds / length), noun);
}

/** Anybody can write a lock file. */
function takeoversText(owner: OwnerRecord | undefined): string {
  const takeovers = owner?.takeovers ?? 0;
  if (!Number.isSafeInteger(takeovers) || takeovers < 1) {
    return "";
  }
  return takeovers === 1 ? "taken over from a dead writer" : `taken over ${takeovers} times in a row`;
}
