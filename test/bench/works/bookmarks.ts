import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The text of `bookmarks.json` with so many bookmarks of some 300 bytes each. */
export function bookmarksText(count: number): string {
  const bookmarks = Array.from({ length: count }, (_, index) => ({
    id: idOf(index),
    path: `src/file-${String(index % 400).padStart(3, "0")}.ts`,
    line: Math.floor(index / 400) + 1,
    column: 1,
    tags: [],
    anchor: { text: "", before: [], after: [] },
    state: "anchored",
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
  }));
  return `${JSON.stringify({ version: 1, bookmarks, count: 0, entries: [] }, undefined, 2)}\n`;
}

export const idOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;

/** Makes the state folder of a worker whose window is to show so many bookmarks. */
export async function seedBookmarks(folder: string, text: string): Promise<void> {
  const root = join(folder, ".lockstep");
  await mkdir(root, { recursive: true });
  await writeFile(join(root, "bookmarks.json"), text);
}
