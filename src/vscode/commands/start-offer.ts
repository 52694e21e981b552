import * as vscode from "vscode";
import { grouped } from "../../core/grouped";
import type { ErrorMessages } from "../error-messages";
import { showInformation } from "../notifications";
import { commandTitle } from "../views/queue-rows";
import { waitFor } from "../waiting";
import type { OpenFolder } from "../workspace-folders";
import type { SessionInGroup } from "./group-choice";
import type { CommandInQueue } from "./queue-choice";

interface Control {
  start(id: string): Promise<unknown>;
  resume(id: string): Promise<unknown>;
  startNow(id: string, jobId: string): Promise<unknown>;
}

/** Jobs that wait again, and the queue or group that they are in. */
interface Waiting {
  readonly folder: OpenFolder;
  readonly holder: { readonly id: string; readonly status: string };
  readonly jobs: readonly { readonly id: string; readonly name: string }[];
  readonly control: Control;
  readonly buttons: { readonly start: string; readonly resume: string };
}

/** What waits again in a queue or group that rests would wait for ever: says so and offers to run it. */
export class StartOffer {
  constructor(private readonly errors: ErrorMessages) {}

  async ofCommands(commands: readonly CommandInQueue[]): Promise<void> {
    const buttons = { start: vscode.l10n.t("Start Queue"), resume: vscode.l10n.t("Resume Queue") };
    for (const [{ folder, queue }, ofQueue] of byHolder(commands, ({ queue }) => queue.id)) {
      const { queueControl: control, queues } = folder.state;
      const jobs = ofQueue.map(({ command }) => ({ id: command.id, name: commandTitle(command) }));
      this.make({ folder, holder: await queues.find(queue.id), jobs, control, buttons });
    }
  }

  async ofSessions(sessions: readonly SessionInGroup[]): Promise<void> {
    const buttons = { start: vscode.l10n.t("Start Group"), resume: vscode.l10n.t("Resume Group") };
    for (const [{ folder, group }, ofGroup] of byHolder(sessions, ({ group }) => group.id)) {
      const { groupControl: control, groups } = folder.state;
      const jobs = ofGroup.map(({ session }) => session);
      this.make({ folder, holder: await groups.find(group.id), jobs, control, buttons });
    }
  }

  /** Does not wait for the person. */
  private make({ folder, holder: { id, status }, jobs, control, buttons }: Waiting): void {
    if (status === "running") {
      return;
    }
    const verb = status === "paused" ? "resume" : "start";
    const startAll = () => waitFor(folder, () => control[verb](id));
    const startNow = async () => {
      for (const job of jobs) {
        await waitFor(folder, () => control.startNow(id, job.id));
      }
    };
    const now = vscode.l10n.t("Start Now");
    const all = buttons[verb];
    const names = jobs.map(({ name }) => `“${name}”`).join(", ");
    showInformation(vscode.l10n.t("Waiting to run: {0}.", names), now, all)
      .then((button) => (button === now ? startNow() : button === all ? startAll() : undefined))
      .then(undefined, (error: unknown) => this.errors.show(error));
  }
}

/** The first of each queue or group, and all of it. */
function byHolder<T>(jobs: readonly T[], idOf: (job: T) => string): readonly (readonly [T, readonly T[]])[] {
  return [...grouped(jobs, idOf).values()].flatMap((all) => (all[0] === undefined ? [] : [[all[0], all] as const]));
}
