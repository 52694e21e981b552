// The address of a window: what it opens, and the payload that loads an extension from its folder and runs its tests.
// https://github.com/microsoft/vscode/blob/main/src/vs/code/browser/workbench/workbench.ts reads both.
import { pathToFileURL } from "node:url";

export interface WindowContent {
  /** At most one of the two; neither opens an empty window. */
  readonly folder?: string | undefined;
  readonly codeWorkspace?: string | undefined;
  readonly extensionDevelopmentPath?: string | undefined;
  readonly extensionTestsPath?: string | undefined;
}

export interface ServerAddress {
  readonly port: number;
  readonly token: string;
}

export function windowUrl({ port, token }: ServerAddress, content: WindowContent): string {
  const authority = `127.0.0.1:${port}`;
  const url = new URL(`http://${authority}/`);
  if (content.codeWorkspace !== undefined) {
    url.searchParams.set("workspace", uriPath(content.codeWorkspace));
  } else if (content.folder !== undefined) {
    url.searchParams.set("folder", uriPath(content.folder));
  } else {
    url.searchParams.set("ew", "true");
  }
  const { extensionDevelopmentPath, extensionTestsPath } = content;
  const payload = Object.entries({ extensionDevelopmentPath, extensionTestsPath }).flatMap(([key, path]) =>
    path === undefined ? [] : [[key, `vscode-remote://${authority}${uriPath(path)}`]],
  );
  if (payload.length > 0) {
    url.searchParams.set("payload", JSON.stringify(payload));
  }
  url.searchParams.set("tkn", token);
  return url.href;
}

function uriPath(path: string): string {
  return decodeURIComponent(pathToFileURL(path).pathname);
}
