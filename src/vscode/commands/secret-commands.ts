import * as vscode from "vscode";
import { cancelled } from "../cancelled";
import { showInformation } from "../notifications";
import { type Secrets, secretName } from "../running/secrets";
import type { CommandHandlers, CommandTable } from "./command-table";
import { askRequiredText, pick } from "./questions";

type SecretCommandId = "lockstep.secret.set" | "lockstep.secret.delete";

/** Secrets that environments of queues and commands name. Their values are never shown, nor part of what a command says. */
export class SecretCommands {
  readonly handlers: CommandHandlers<SecretCommandId> = {
    "lockstep.secret.set": (at) => this.set(at),
    "lockstep.secret.delete": (at) => this.delete(at),
  };

  constructor(private readonly secrets: Secrets) {}

  private async set(...[at]: CommandTable["lockstep.secret.set"]): Promise<void> {
    const title = vscode.l10n.t("Set Secret");
    const name = at?.secret ?? (await askRequiredText({ ...nameQuestion(title), validate: nameProblem }));
    const value = await vscode.window.showInputBox({
      title,
      prompt: vscode.l10n.t("The value of {0}. It is kept in the key chain of your system.", name),
      password: true,
      ignoreFocusOut: true,
    });
    if (value === undefined) {
      throw cancelled();
    }
    await this.secrets.set(name, value);
    const place = `\${secret:${name}}`;
    void showInformation(vscode.l10n.t("The environment of queues and commands may name it: {0}", place));
  }

  private async delete(...[at]: CommandTable["lockstep.secret.delete"]): Promise<void> {
    const names = await this.secrets.list();
    if (at?.secret === undefined && names.length === 0) {
      void showInformation(vscode.l10n.t("There is no secret."));
      return;
    }
    const choices = names.map((name) => ({ label: name, value: name }));
    await this.secrets.delete(at?.secret ?? (await pick(vscode.l10n.t("Which Secret?"), choices)));
  }
}

function nameQuestion(title: string) {
  return { title, prompt: vscode.l10n.t("By which name documents ask for it"), placeHolder: "NPM_TOKEN" };
}

function nameProblem(name: string): string | undefined {
  return secretName.test(name)
    ? undefined
    : vscode.l10n.t("Letters, digits, “_”, “.” and “-”, and a letter or “_” to begin with.");
}
