// What VS Code loads. It is small, and loads the extension itself with the compiled code that it kept.
import { join } from "node:path";
import type { ExtensionContext } from "vscode";
import { CompiledCode } from "./compiled-code";

type Extension = typeof import("./extension");

/** Milliseconds until what a window usually needs has been called, and nobody waits for it any more. */
const keptAfter = 10_000;

const code = new CompiledCode(join(__dirname, "extension.js"));
const extension = code.run(require) as Extension;

export function activate(context: ExtensionContext): ReturnType<Extension["activate"]> {
  if (!code.isFromCache) {
    const keeping = setTimeout(() => code.keep(), keptAfter);
    context.subscriptions.push({ dispose: () => clearTimeout(keeping) });
  }
  return extension.activate(context);
}

export const { deactivate } = extension;
