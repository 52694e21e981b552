import * as vscode from "vscode";
import { grouped } from "../../core/grouped";
import { possibleForSession } from "../../core/groups/possible-verbs";
import { withDependants } from "../../core/jobs/dependencies";
import type { JobVerb } from "../../core/jobs/possible-verbs";
import { waitFor } from "../waiting";
import type { CommandHandlers, CommandTable } from "./command-table";
import type { GroupChoice, SessionInGroup } from "./group-choice";
import { sessionWish } from "./job-wishes";
import type { StartOffer } from "./start-offer";
import { checkTrusted } from "./trust";
import type { UndoOffer } from "./undo-offer";

type SessionVerb = Exclude<JobVerb, "skip">;
type ControlId = `lockstep.group.${SessionVerb}`;
type Args = CommandTable[ControlId];

/** What people tell single sessions of a group, wherever they run. */
export class SessionControlCommands {
  readonly handlers: CommandHandlers<ControlId> = {
    "lockstep.group.cancel": (...args) => this.cancel(args),
    "lockstep.group.restart": (...args) => this.restart(args),
    "lockstep.group.startNow": (...args) => this.startNow(args),
  };

  constructor(
    private readonly groups: GroupChoice,
    private readonly undo: UndoOffer,
    private readonly starting: StartOffer,
  ) {}

  private async cancel(args: Args): Promise<void> {
    const cancelled: SessionInGroup[] = [];
    for (const one of await this.chosen("cancel", args)) {
      const { folder, group, session } = one;
      const now = await waitFor(folder, () => folder.state.groupControl.cancel(group.id, session.id));
      if (now.status === "skipped") {
        cancelled.push(one);
      }
    }
    this.offerBack(cancelled);
  }

  private async restart(args: Args): Promise<void> {
    checkTrusted();
    const chosen = await this.chosen("restart", args);
    for (const { folder, group, session } of chosen) {
      await waitFor(folder, () => folder.state.groupControl.restart(group.id, session.id));
    }
    await this.starting.ofSessions(chosen);
  }

  private async startNow(args: Args): Promise<void> {
    checkTrusted();
    for (const { folder, group, session } of await this.chosen("startNow", args)) {
      await waitFor(folder, () => folder.state.groupControl.startNow(group.id, session.id));
    }
  }

  private chosen(verb: SessionVerb, [at, selection]: Args): Promise<readonly SessionInGroup[]> {
    const isPossible = ({ group, session }: Pick<SessionInGroup, "group" | "session">) =>
      possibleForSession(group, session).includes(verb);
    return this.groups.sessions(at, selection, { isPossible, ...sessionWish(verb) });
  }

  private offerBack(gone: readonly SessionInGroup[]): void {
    if (gone.length === 0) {
      return;
    }
    const names = gone.map(({ session }) => `“${session.name}”`).join(", ");
    this.undo.make(vscode.l10n.t("Cancelled {0}.", names), async () => {
      for (const { folder, group, id } of withWaiting(gone)) {
        await folder.state.groupControl.restart(group.id, id);
      }
    });
  }
}

/** What waited for a session went with it. */
function withWaiting(gone: readonly SessionInGroup[]) {
  return [...grouped(gone, ({ group }) => group.id).values()].flatMap(([first, ...others]) => {
    if (first === undefined) {
      return [];
    }
    const { folder, group } = first;
    const waiting = group.sessions.filter(({ status }) => status === "pending");
    const ids = withDependants(
      group.config.respectDependencies ? waiting : [],
      [first, ...others].map(({ session }) => session.id),
    );
    return [...ids].map((id) => ({ folder, group, id }));
  });
}
