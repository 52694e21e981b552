import * as vscode from "vscode";
import type { Group } from "../../core/groups/group";
import { possibleForGroup } from "../../core/groups/possible-verbs";
import type { ControlVerb } from "../../core/jobs/control-verbs";
import type { CommandHandlers, CommandTable } from "./command-table";
import type { GroupChoice } from "./group-choice";
import { JobsControl } from "./jobs-control";
import type { Wanted } from "./record-choice";

type GroupControlId = `lockstep.group.${ControlVerb}`;
type Args = CommandTable[GroupControlId];

/** What people tell whole groups, wherever their sessions run. */
export class GroupControlCommands {
  readonly handlers: CommandHandlers<GroupControlId> = {
    "lockstep.group.start": (...args) => this.control.tell("start", args),
    "lockstep.group.pause": (...args) => this.control.tell("pause", args),
    "lockstep.group.resume": (...args) => this.control.tell("resume", args),
    "lockstep.group.stop": (...args) => this.control.tell("stop", args),
    "lockstep.group.retry": (...args) => this.control.retry(args),
  };

  private readonly control: JobsControl<Args>;

  constructor(groups: GroupChoice) {
    this.control = new JobsControl({
      chosen: (verb, [at, selection]) => groups.groups(at, selection, wantedFor(verb)),
      control: (state) => state.groupControl,
      find: (state, id) => state.groups.find(id),
    });
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
