import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { documentName } from "./chaos-document";

/** What may be in a workspace when nobody writes; of folders, what is in them counts. */
const allowed = new Set([
  ".lockstep",
  ".lockstep/.gitignore",
  `.lockstep/${documentName}.json`,
  `.lockstep/${documentName}.json.bak`,
  ".lockstep/local",
  ".lockstep/local/leases",
]);

/** Temps, locks, tickets, claims, bins, unfinished state folders: everything that should not be there any more. */
export function leftOversIn(workspace: string): readonly string[] {
  const all = readdirSync(workspace, { recursive: true, withFileTypes: true });
  return all
    .map((entry) => relative(workspace, join(entry.parentPath, entry.name)))
    .filter((name) => !allowed.has(name));
}
