import * as vscode from "vscode";
import type { ControlVerb } from "../../core/jobs/control-verbs";
import type { StateFolder } from "../../core/state-folder";
import { showInformation } from "../notifications";
import { waitFor } from "../waiting";
import type { InFolder } from "./record-choice";
import { checkTrusted } from "./trust";

type Telling = Exclude<ControlVerb, "retry">;

interface Control extends Readonly<Record<Telling, (id: string) => Promise<unknown>>> {
  retry(id: string): Promise<number>;
}

/** Queues, or groups: who is asked for the ones that are meant, who is told, and what became of one. */
interface Told<Args> {
  chosen(verb: ControlVerb, args: Args): Promise<readonly InFolder<{ readonly id: string }>[]>;
  control(state: StateFolder): Control;
  find(state: StateFolder, id: string): Promise<{ readonly name: string; readonly status: string }>;
}

const startingVerbs: readonly ControlVerb[] = ["start", "resume", "retry"];

/** What people tell whole queues and groups, wherever they run. */
export class JobsControl<Args> {
  constructor(private readonly told: Told<Args>) {}

  async tell(verb: Telling, args: Args): Promise<void> {
    for (const { folder, record } of await this.chosen(verb, args)) {
      await waitFor(folder, () => this.told.control(folder.state)[verb](record.id));
    }
  }

  /** What failed waits again; what had ended runs again, too. What somebody paused stays paused. */
  async retry(args: Args): Promise<number> {
    let retried = 0;
    for (const { folder, record } of await this.chosen("retry", args)) {
      const control = this.told.control(folder.state);
      retried += await waitFor(folder, () => control.retry(record.id));
      const { status, name } = await this.told.find(folder.state, record.id);
      if (status === "paused") {
        void showInformation(vscode.l10n.t("“{0}” is paused: resume it to run again what failed.", name));
      } else if (status !== "running") {
        await waitFor(folder, () => control.start(record.id));
      }
    }
    return retried;
  }

  private async chosen(verb: ControlVerb, args: Args): Promise<readonly InFolder<{ readonly id: string }>[]> {
    if (startingVerbs.includes(verb)) {
      checkTrusted();
    }
    return await this.told.chosen(verb, args);
  }
}
