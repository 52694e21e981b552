/** Where a bookmark is, and what it remembers of it, is one thing. */
export const fieldsOfLine = ["line", "column", "anchor", "state"] as const;

/** What following the code, or making room in a list, changes without anybody's decision. */
export const driftingFields = ["path", ...fieldsOfLine, "order"] as const;
