/** Where other extensions keep their bookmarks, relative to the workspace folder. */
export const foreignFiles = [
  ".vscode/bookmarks.json",
  ".vscode/numbered-bookmarks.json",
  ".vscode/bookmark_x.json",
] as const;
