import * as vscode from "vscode";
import { LockstepError } from "../../core/errors";
import type { RunInFolder, RunLogDocuments } from "../logs/run-log-documents";
import type { Models } from "../models/models";
import { SessionRow } from "../views/group-rows";
import { statusText } from "../views/job-appearance";
import { commandTitle, QueuedCommandRow } from "../views/queue-rows";
import { shortTimeText } from "../views/tooltip";
import type { CommandHandlers, CommandTable } from "./command-table";
import { pick } from "./questions";

type At = CommandTable["lockstep.run.showLog"][0];

/** What people want to know of a run. */
export class RunCommands {
  readonly handlers: CommandHandlers<"lockstep.run.showLog"> = {
    "lockstep.run.showLog": async (at) => {
      await this.showLog(at);
    },
  };

  constructor(
    private readonly models: Models,
    private readonly documents: RunLogDocuments,
  ) {}

  private async showLog(at: At): Promise<void> {
    const run = runOf(at) ?? (await this.choose());
    if (!run.isRunning && run.folder.state.logs.read(run.runId) === undefined) {
      throw new LockstepError("NOT_FOUND", "There is no log of “{0}”: it is cleaned up by now, or it wrote none.", [
        run.title,
      ]);
    }
    await this.documents.open(run);
  }

  /** The last one first. */
  private async choose(): Promise<LoggedRun> {
    await Promise.all([this.models.queues.refresh(), this.models.groups.refresh()]);
    const { queues, groups } = this.models;
    const rows = [
      ...queues.latest.flatMap(({ folder, value }) =>
        value.items.flatMap((queue) => queue.commands.map((command) => new QueuedCommandRow(folder, queue, command))),
      ),
      ...groups.latest.flatMap(({ folder, value }) =>
        value.items.flatMap((group) => group.sessions.map((session) => new SessionRow(folder, group, session))),
      ),
    ];
    const runs = rows
      .flatMap((row) => runOf(row) ?? [])
      .toSorted((left, right) => right.startedAt.localeCompare(left.startedAt));
    if (runs.length === 0) {
      throw new LockstepError("NOT_FOUND", "Nothing of a queue or group has run yet.");
    }
    const choices = runs.map((run) => ({ label: run.title, description: run.description, value: run }));
    return await pick(vscode.l10n.t("Show the Log of Which Run?"), choices);
  }
}

interface LoggedRun extends RunInFolder {
  readonly description: string;
  readonly startedAt: string;
  readonly isRunning: boolean;
}

/** Undefined for what never ran. */
function runOf(at: At): LoggedRun | undefined {
  if (at instanceof QueuedCommandRow) {
    return loggedRun(at, commandTitle(at.command), at.queue.name, at.command);
  }
  return at instanceof SessionRow ? loggedRun(at, at.session.name, at.group.name, at.session) : undefined;
}

function loggedRun(
  { folder }: QueuedCommandRow | SessionRow,
  title: string,
  where: string,
  { runId, status, startedAt = "" }: QueuedCommandRow["command"] | SessionRow["session"],
): LoggedRun | undefined {
  if (runId === undefined) {
    return undefined;
  }
  const facts = [where, statusText(status), ...(startedAt === "" ? [] : [shortTimeText(startedAt)])];
  return { folder, runId, title, description: facts.join(" · "), startedAt, isRunning: status === "running" };
}
