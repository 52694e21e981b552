// What the pictures show: bookmarks of the sample workspace as somebody may have them after a week.
import { randomUUID } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { anchorAt } from "../../src/core/bookmarks/anchor";

const lists = [
  { name: "Tour", color: "green" },
  { name: "To Do", color: "orange" },
];

const bookmarks = [
  {
    path: "src/app.ts",
    line: 10,
    label: "Entry point",
    list: "Tour",
    mnemonic: "1",
    note: "Everything starts here. `text` is what the [sensor sends](https://example.com/sensors), a line per hour.",
  },
  { path: "src/lib/readings.ts", line: 2, label: "What counts as a number", list: "Tour", mnemonic: "2" },
  { path: "src/lib/math.ts", line: 6, label: "Never empty", list: "Tour", mnemonic: "3" },
  { path: "src/app.ts", line: 16, label: "Align the columns", list: "To Do", tags: ["todo"] },
  { path: "src/lib/math.ts", line: 2, label: "Overflow?", list: "To Do", color: "red", tags: ["review"] },
];

export const sampleLabels: readonly string[] = bookmarks.map(({ label }) => label);

/** Writes them into the workspace as a program may that knows the format. */
export async function writeSampleBookmarks(workspace: string): Promise<void> {
  const now = new Date().toISOString();
  const records = await Promise.all(
    bookmarks.map(async (bookmark) => {
      const text = await readFile(join(workspace, bookmark.path), "utf8");
      const anchor = anchorAt(text.split("\n"), bookmark.line);
      return { id: randomUUID(), ...bookmark, column: 1, anchor, createdAt: now, updatedAt: now };
    }),
  );
  await mkdir(join(workspace, ".lockstep"), { recursive: true });
  const document = { version: 1, bookmarks: records, lists };
  await writeFile(join(workspace, ".lockstep", "bookmarks.json"), JSON.stringify(document, undefined, 2));
}
