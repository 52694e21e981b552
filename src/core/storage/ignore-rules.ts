/** What a state folder's .gitignore says while git carries nothing of it. */
export const privateRules = `# Lockstep's state. Everything stays out of git until you choose to share it.
*
`;

/** What it says when git carries the documents: never locks, backups, temps, the trash or what is this machine's own. */
export const sharedRules = `# Lockstep's state. Its documents are shared with git; everything else stays out of it.
*
!/.gitignore
!/bookmarks.json
!/groups/
!/groups/*.json
!/queues/
!/queues/*.json
`;

export type Sharing = "private" | "shared" | "byHand";

/** git may have changed the line ends. */
export function sharingOf(rules: string): Sharing {
  const unified = rules.replaceAll("\r\n", "\n").trimEnd();
  return unified === privateRules.trimEnd() ? "private" : unified === sharedRules.trimEnd() ? "shared" : "byHand";
}
