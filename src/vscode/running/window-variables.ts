import { basename, dirname, extname, relative } from "node:path";
import * as vscode from "vscode";

/**
 * The variables that only a window knows, as VS Code's tasks have them when they start: undefined where there is no
 * value. None of them runs anything, so there is no `${command:…}` and no `${input:…}`.
 * https://code.visualstudio.com/docs/reference/variables-reference
 */
export function windowVariable(name: string, argument: string | undefined, folder: vscode.Uri): string | undefined {
  if (name === "config") {
    return argument === undefined ? undefined : settingText(argument, folder);
  }
  return argument === undefined ? (ofEditor(name) ?? ofFile(name, folder)) : undefined;
}

/** Settings that are objects have no text that anybody could mean. */
function settingText(key: string, folder: vscode.Uri): string | undefined {
  const value = vscode.workspace.getConfiguration(undefined, folder).get<unknown>(key);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

function ofEditor(name: string): string | undefined {
  const { document, selection } = vscode.window.activeTextEditor ?? {};
  switch (name) {
    case "lineNumber":
      return selection && String(selection.active.line + 1);
    case "columnNumber":
      return selection && String(selection.active.character + 1);
    case "selectedText":
      return document?.getText(selection);
    default:
      return undefined;
  }
}

function ofFile(name: string, folder: vscode.Uri): string | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme !== "file") {
    return undefined;
  }
  const file = uri.fsPath;
  switch (name) {
    case "file":
      return file;
    case "fileWorkspaceFolder":
      return vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
    case "relativeFile":
      return relative(folder.fsPath, file);
    case "relativeFileDirname":
      return relative(folder.fsPath, dirname(file)) || ".";
    case "fileBasename":
      return basename(file);
    case "fileBasenameNoExtension":
      return basename(file, extname(file));
    case "fileExtname":
      return extname(file);
    case "fileDirname":
      return dirname(file);
    case "fileDirnameBasename":
      return basename(dirname(file));
    default:
      return undefined;
  }
}
