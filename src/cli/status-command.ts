import { hostname } from "node:os";
import type { Command } from "commander";
import type { OwnerRecord } from "../core/locking/owner-record";
import type { Status } from "../core/storage/status";
import type { CliContext } from "./cli-context";
import { aligned, printable, type Style } from "./terminal-text";

/** `lockstep status`: who is attached, and which locks and leases are held. */
export function addStatusCommand(program: Command, context: CliContext): void {
  program
    .command("status")
    .description("show who is attached now, and which locks and leases they hold")
    .action(async () => {
      const status = await context.attached((state) => state.status());
      context.output.show({ root: context.root(), ...status }, (style) => statusLines(context.root(), status, style));
    });
}

export function statusLines(root: string, { writers, locks, leases }: Status, style: Style): readonly string[] {
  const attached = writers.map((owner) => [ownerText(owner), sinceText(owner)]);
  const locked = locks.map(({ document, type, owner, alive }) => [
    printable(document),
    type,
    owner === undefined ? "by an unknown writer" : `by ${ownerText(owner)}`,
    owner === undefined ? "" : sinceText(owner),
    alive ? "" : style.bad("(that process is gone)"),
  ]);
  const leased = leases.map(({ name, owner }) => [printable(name), `by ${ownerText(owner)}`, sinceText(owner)]);
  return [
    `Workspace folder ${style.bold(printable(root))}`,
    ...section("Attached", attached, "Nobody is attached.", style),
    ...section("Locks", locked, "No lock is held.", style),
    ...section("Leases", leased, "No lease is held.", style),
  ];
}

function section(heading: string, rows: readonly (readonly string[])[], none: string, style: Style): readonly string[] {
  return rows.length === 0 ? [none] : [style.bold(heading), ...aligned(rows.map((row) => ["", ...row]))];
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
