import * as vscode from "vscode";
import type { Group } from "../../core/groups/group";
import { possibleForGroup } from "../../core/groups/possible-verbs";
import type { ControlVerb } from "../../core/jobs/control-verbs";
import { showInformation } from "../notifications";
import { waitFor } from "../waiting";
import type { CommandHandlers, CommandTable } from "./command-table";
import type { GroupChoice } from "./group-choice";
import { startingVerbs } from "./queue-control-commands";
import type { InFolder, Wanted } from "./record-choice";
import { checkTrusted } from "./trust";

type GroupControlId = `lockstep.group.${ControlVerb}`;
type Args = CommandTable[GroupControlId];

/** What people tell whole groups, wherever their sessions run. */
export class GroupControlCommands {
  readonly handlers: CommandHandlers<GroupControlId> = {
    "lockstep.group.start": (...args) => this.tell("start", args),
    "lockstep.group.pause": (...args) => this.tell("pause", args),
    "lockstep.group.resume": (...args) => this.tell("resume", args),
    "lockstep.group.stop": (...args) => this.tell("stop", args),
    "lockstep.group.retry": (...args) => this.retry(args),
  };

  constructor(private readonly groups: GroupChoice) {}

  private async tell(verb: Exclude<ControlVerb, "retry">, args: Args): Promise<void> {
    for (const { folder, record } of await this.chosen(verb, args)) {
      await waitFor(folder, () => folder.state.groupControl[verb](record.id));
    }
  }

  /** What failed or was skipped waits again; a group that had ended runs again, too. */
  private async retry(args: Args): Promise<number> {
    let retried = 0;
    for (const { folder, record } of await this.chosen("retry", args)) {
      const { groupControl, groups } = folder.state;
      retried += await waitFor(folder, () => groupControl.retry(record.id));
      const { status, name } = await groups.find(record.id);
      if (status === "paused") {
        void showInformation(vscode.l10n.t("“{0}” is paused: resume it to run again what failed.", name));
      } else if (status !== "running") {
        await waitFor(folder, () => groupControl.start(record.id));
      }
    }
    return retried;
  }

  private async chosen(verb: ControlVerb, [at, selection]: Args): Promise<readonly InFolder<Group>[]> {
    if (startingVerbs.includes(verb)) {
      checkTrusted();
    }
    return await this.groups.groups(at, selection, wantedFor(verb));
  }
}

function wantedFor(verb: ControlVerb): Wanted<Group> {
  const isPossible = (group: Group) => possibleForGroup(group).includes(verb);
  switch (verb) {
    case "start":
      return {
        isPossible,
        title: vscode.l10n.t("Start Which Group?"),
        none: "No group can be started now: none that rests has anything left to run.",
      };
    case "pause":
      return { isPossible, title: vscode.l10n.t("Pause Which Group?"), none: "No group is running." };
    case "resume":
      return {
        isPossible,
        title: vscode.l10n.t("Resume Which Group?"),
        none: "No group is paused with anything left to run.",
      };
    case "stop":
      return { isPossible, title: vscode.l10n.t("Stop Which Group?"), none: "No group is running." };
    case "retry":
      return {
        isPossible,
        title: vscode.l10n.t("Retry What Failed in Which Group?"),
        none: "Nothing failed in a group.",
      };
  }
}
