import type * as vscode from "vscode";

const prefix = "lockstep.secret.";
/**
 * VS Code tells which secrets there are only from 1.107 on (https://github.com/microsoft/vscode/issues/112249). What it
 * remembers otherwise is another one's until the next window; secrets are the same in all windows at once.
 */
const namesKey = "lockstep.secretNames";

/** As `${secret:NAME}` names it: no shell makes something else of it. */
export const secretName = /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/;

/** What no document may say, by name: kept by VS Code in the system's key chain. */
export class Secrets {
  constructor(private readonly storage: vscode.SecretStorage) {}

  /** Their names, sorted. */
  async list(): Promise<readonly string[]> {
    const names = (await this.storage.get(namesKey)) ?? "";
    return names.split("\n").filter((name) => name !== "");
  }

  async get(name: string): Promise<string | undefined> {
    return await this.storage.get(`${prefix}${name}`);
  }

  async set(name: string, value: string): Promise<void> {
    await this.storage.store(`${prefix}${name}`, value);
    await this.keepNames([...(await this.list()), name]);
  }

  async delete(name: string): Promise<void> {
    await this.storage.delete(`${prefix}${name}`);
    await this.keepNames((await this.list()).filter((other) => other !== name));
  }

  private async keepNames(names: readonly string[]): Promise<void> {
    await this.storage.store(namesKey, [...new Set(names)].sort().join("\n"));
  }
}
