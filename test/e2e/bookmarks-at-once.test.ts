import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bookmark } from "../../src/core/bookmarks/bookmark";
import { until } from "../host/poll";
import type { VSCodeWindow } from "../host/window";
import { useTwoWindows } from "./helpers";
import { goToLine, lockstep, showLockstep } from "./steps";

const [writers, each, lines] = [8, 25, 1_000];
const edited = ["left.txt", "right.txt"] as const;
const files = [...edited, "other.txt"];

describe("Two windows that edit and eight terminals that add", () => {
  const windows = useTwoWindows();
  const inWorkspace = (name: string) => join(windows.host.workspace, name);

  const linesOf = (name: string) => readFileSync(inWorkspace(name), "utf8").split("\n");

  function recorded(): readonly Bookmark[] {
    const { bookmarks } = JSON.parse(readFileSync(inWorkspace(".lockstep/bookmarks.json"), "utf8"));
    return bookmarks;
  }

  /** While a window writes the file, the line may not be in it. */
  const lineOf = (name: string, text: string): Promise<number> =>
    until(text, () => linesOf(name).indexOf(text) + 1 || undefined);

  /** One terminal: bookmarks lines by what they say, one command after the other. Resolves with what each was told. */
  async function addAll(writer: number): Promise<readonly Bookmark[]> {
    const added: Bookmark[] = [];
    for (let nth = 0; added.length < each; nth++) {
      const name = files[nth % files.length] ?? "";
      const line = await lineOf(name, `${name} ${1 + writer + writers * nth}`);
      added.push(...(await addAt(`${name}:${line}`)));
    }
    return added;
  }

  /** Nothing when the line is taken, or not there: a window saved the file since we looked for it, or is about to. */
  async function addAt(place: string): Promise<readonly Bookmark[]> {
    try {
      return [JSON.parse(await lockstep(windows.host.workspace, "--json", "bookmark", "add", place))];
    } catch (error) {
      assert.match(String(error), /has a bookmark on line \d+ already|there is no line \d+/);
      return [];
    }
  }

  /** One person: presses Enter at the top and saves now and then, until the others are done. */
  async function editUntil(window: VSCodeWindow, done: () => boolean): Promise<void> {
    for (let round = 0; !done(); round++) {
      await window.press("Enter", ...(round % 5 === 4 ? ["Control+s"] : []));
      await window.page.waitForTimeout(100);
    }
    await window.press("Control+s");
  }

  it("lose none of two hundred bookmarks, and each ends on the line that it was set on", async function () {
    this.timeout(240_000);
    for (const name of files) {
      const text = Array.from({ length: lines }, (_, nth) => `${name} ${nth + 1}`);
      writeFileSync(inWorkspace(name), text.join("\n"));
    }
    await showLockstep(windows.left);
    await goToLine(windows.left, edited[0], 1);
    await goToLine(windows.right, edited[1], 1);

    let done = false;
    const adding = Promise.all(Array.from({ length: writers }, (_, writer) => addAll(writer))).finally(() => {
      done = true;
    });
    const [added] = await Promise.all([
      adding,
      editUntil(windows.left, () => done),
      editUntil(windows.right, () => done),
    ]);

    const texts = new Map(added.flat().map(({ id, anchor }) => [id, anchor.text]));
    assert.equal(texts.size, writers * each);
    assert.deepEqual(
      recorded()
        .map(({ id }) => id)
        .sort(),
      [...texts.keys()].sort(),
    );
    await until("each on its line", () =>
      recorded().every(({ id, path, line, state }) => {
        return state !== "orphaned" && linesOf(path)[line - 1] === texts.get(id);
      }),
    );
  });
});
