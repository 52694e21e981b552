import type * as vscode from "vscode";

const prefix = "lockstep.secret.";
/** VS Code tells which secrets there are only from 1.107 on: https://github.com/microsoft/vscode/issues/112249 */
const namesKey = "lockstep.secretNames";

/** As `${secret:NAME}` names it: no shell makes something else of it. */
export const secretName = /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/;

/** What no document may say, by name: kept by VS Code in the system's key chain. */
export class Secrets {
  constructor(
    private readonly storage: vscode.SecretStorage,
    private readonly state: vscode.Memento,
  ) {}

  /** Sorted. */
  get names(): readonly string[] {
    const names = this.state.get<unknown>(namesKey);
    return Array.isArray(names) ? names.filter((name) => typeof name === "string").sort() : [];
  }

  async get(name: string): Promise<string | undefined> {
    return await this.storage.get(`${prefix}${name}`);
  }

  async set(name: string, value: string): Promise<void> {
    await this.storage.store(`${prefix}${name}`, value);
    await this.state.update(namesKey, [...new Set([...this.names, name])]);
  }

  async delete(name: string): Promise<void> {
    await this.storage.delete(`${prefix}${name}`);
    await this.state.update(
      namesKey,
      this.names.filter((other) => other !== name),
    );
  }
}
