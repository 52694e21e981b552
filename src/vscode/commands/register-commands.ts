import * as vscode from "vscode";
import { isCancelled } from "../cancelled";
import type { ErrorMessages } from "../error-messages";
import type { CommandHandlers } from "./command-table";
import { atCall } from "./editor-at-call";

/**
 * Registers every command. Whatever one of them throws ends here: a person's own "no" is silent, everything else is shown.
 *
 * @param before What a command waits for before it runs.
 */
export function registerCommands(
  handlers: CommandHandlers,
  errors: ErrorMessages,
  before: () => Promise<unknown>,
): vscode.Disposable {
  const registered = Object.entries<(...args: never[]) => unknown>(handlers).map(([id, handler]) =>
    vscode.commands.registerCommand(id, (...args: never[]) =>
      atCall(async () => {
        try {
          await before();
          return await handler(...args);
        } catch (error) {
          if (!isCancelled(error)) {
            errors.show(error);
          }
          return undefined;
        }
      }),
    ),
  );
  return vscode.Disposable.from(...registered);
}
