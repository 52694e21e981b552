import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { type Bookmark, bookmarkColors, bookmarkSchema } from "../../src/core/bookmarks/bookmark";
import { drawnColorOf, themeColorOf } from "../../src/vscode/bookmark-colors";
import { type DecorationChoices, decoratedLines } from "../../src/vscode/editor/decorated-lines";
import { gutterIconSvg, gutterIconUri } from "../../src/vscode/editor/gutter-icon";
import { eventually } from "../helpers/eventually";
import { bookmark, bookmarks, places } from "./command-tests/command-tests";
import { forgetEverything, lockstep, openAt, state, workspaceFolder } from "./running-extension";

const now = "2026-01-01T00:00:00.000Z";

function marked(line: number, more: Partial<Bookmark> = {}): Bookmark {
  const given = { id: `b${line}`, path: "src/app.ts", line, createdAt: now, updatedAt: now, ...more };
  return bookmarkSchema.parse(given);
}

function shown(marks: readonly Bookmark[], choices: Partial<DecorationChoices> & { colorOfList?: string } = {}) {
  const listed = marks.map((one) => ({ bookmark: one, colorOfList: choices.colorOfList }));
  return decoratedLines(listed, { lineCount: 100, showsLabels: true, ...choices });
}

describe("What stands on a line", () => {
  it("is the bookmark's own color, else its list's, else the one of the settings", () => {
    const marks = [marked(1, { color: "red", list: "Todo" }), marked(2, { list: "Todo" })];
    const colors = shown(marks, { colorOfList: "#00FF00" }).map(({ color }) => color);
    assert.deepEqual(colors, ["red", "#00ff00"]);
    assert.equal(shown([marked(3)])[0]?.color, undefined);
  });

  it("is no color that only a document believes in", () => {
    const marks = ['"/><script>', "url(x)", "#12345", "rebeccapurple", "#fff\n"].map((color, index) =>
      marked(index + 1, { color }),
    );
    assert.deepEqual(
      shown(marks).map(({ color }) => color),
      marks.map(() => undefined),
    );
    assert.deepEqual(
      marks.map(({ color }) => drawnColorOf(color)),
      marks.map(() => undefined),
    );
  });

  it("is the digit that jumps to it", () => {
    assert.equal(shown([marked(1, { mnemonic: "7" })])[0]?.digit, "7");
  });

  it("is nothing of an orphan, of a whole file, and of what lies behind the end", () => {
    const marks = [marked(1, { state: "orphaned" }), marked(1, { target: "file" }), marked(8)];
    assert.deepEqual(shown(marks, { lineCount: 7 }), []);
    assert.equal(shown([marked(8, { state: "moved" })], { lineCount: 8 }).length, 1);
  });

  it("is a label in one line, cut where it gets too long", () => {
    const [broken, long] = shown([marked(1, { label: "one\n\ttwo" }), marked(2, { label: "😀".repeat(200) })]);
    assert.equal(broken?.label, "one two");
    assert.equal(long?.label, `${"😀".repeat(79)}…`);
  });

  it("is no label when the setting says so", () => {
    assert.equal(shown([marked(1, { label: "Here" })], { showsLabels: false })[0]?.label, undefined);
  });

  it("is one icon and both labels where two bookmarks share it", () => {
    const pair = [marked(4, { label: "a", mnemonic: "1" }), marked(4, { label: "b", color: "blue" })];
    assert.deepEqual(shown(pair), [{ line: 4, color: "blue", digit: "1", label: "a · b" }]);
  });
});

describe("An icon in the gutter", () => {
  it("has the colors and the digit that it was given", () => {
    const svg = gutterIconSvg({ fill: "#112233", border: "#ffeedd", digit: "3" });
    assert.match(svg, /fill="#112233" stroke="#ffeedd".*>3<\/text>/);
    assert.equal(
      decodeURIComponent(gutterIconUri({ fill: "#112233", border: "#ffeedd", digit: "3" }).path),
      uriPath(svg),
    );
  });

  it("writes its digit so that it can be read on its color", () => {
    const digit = (fill: string) => /fill="(#\w+)">5/.exec(gutterIconSvg({ fill, border: "#abcdef", digit: "5" }))?.[1];
    assert.deepEqual(["#ffff00", "#fff", "#000080", "#157EFB", "#00000000"].map(digit), [
      "#1E1E1E",
      "#1E1E1E",
      "#FFFFFF",
      "#FFFFFF",
      "#abcdef",
    ]);
  });

  it("takes nothing else out of a document", () => {
    const svg = gutterIconSvg({ fill: '"/><image href="x', border: "red", digit: "</text>" });
    assert.equal(svg, gutterIconSvg({ fill: "none", border: "none", digit: undefined }));
  });
});

describe("A bookmark's color", () => {
  it("follows the theme by its name, and comes as close as it can by its number", () => {
    const themed = bookmarkColors.map((name) => idOf(themeColorOf(name)));
    assert.equal(new Set(themed).size, bookmarkColors.length);
    assert.equal(idOf(themeColorOf("#ff2020")), idOf(themeColorOf("red")));
    assert.equal(idOf(themeColorOf("#2af")), idOf(themeColorOf("blue")));
    assert.equal(themeColorOf("nonsense"), undefined);
    assert.equal(themeColorOf(undefined), undefined);
  });
});

describe("The hover of a line with a bookmark", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  it("tells label, note, tags and list, with links that work and nothing that runs", async () => {
    const note = "See [the site](https://example.com) ![pixel](https://example.com/p.png) <b>x</b> [run](command:x)";
    await (await state()).bookmarks.add({ path: "src/app.ts", line: 2, label: "Start *here*", note, tags: ["a", "b"] });
    const [hover] = await hoverAt("src/app.ts", 2);
    assert.match(hover?.value ?? "", /\*\*Start \\\*here\\\*\*\*/);
    assert.match(hover?.value ?? "", /\[the site\]\(https:\/\/example\.com\)/);
    assert.match(hover?.value ?? "", /Tags: a, b/);
    assert.doesNotMatch(hover?.value ?? "", /!\[/, "no picture is fetched");
    assert.ok(!hover?.isTrusted && !hover?.supportHtml);
  });

  it("is not there where there is nothing to tell", async () => {
    await (await state()).bookmarks.add({ path: "src/app.ts", line: 3 });
    await (await state()).bookmarks.add({ path: "src/app.ts", line: 2, label: "Start" });
    assert.equal((await hoverAt("src/app.ts", 2)).length, 1);
    assert.deepEqual(await hoversNow("src/app.ts", 3), []);
  });
});

describe("Showing bookmarks", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  it("in an empty file drops no bookmarks", async () => {
    const file = join(workspaceFolder(), "src/lib/math.ts");
    const text = readFileSync(file, "utf8");
    try {
      await bookmark("src/lib/math.ts", 2, 5);
      writeFileSync(file, "");
      const document = await vscode.workspace.openTextDocument(file);
      await eventually("it is empty", () => document.getText() === "");
      await vscode.window.showTextDocument(document);
      await (await lockstep()).models.refresh();
      assert.equal((await bookmarks()).length, 2);
      writeFileSync(file, text);
      await eventually("it is full again", () => document.getText() === text);
      await eventually("they are on their lines", async () => {
        const now = await places();
        return now.length === 2 && now[0] === "src/lib/math.ts:2" && now[1] === "src/lib/math.ts:5";
      });
    } finally {
      writeFileSync(file, text);
    }
  });

  it("and removing one decoration never removes another's bookmark", async () => {
    const { bookmarks: service } = await state();
    for (const line of [2, 4, 9_000, 10_000]) {
      await service.add({ path: "src/app.ts", line });
    }
    await openAt("src/app.ts", 1);
    const [, second] = await bookmarks();
    await service.remove([second?.id ?? ""]);
    await (await lockstep()).models.refresh();
    const left = (await bookmarks()).map(({ id }) => id);
    assert.equal(left.length, 3);
    assert.ok(!left.includes(second?.id ?? ""));
  });
});

const uriPath = (svg: string) => `image/svg+xml,${svg}`;

function idOf(color: vscode.ThemeColor | undefined): string | undefined {
  return color === undefined ? undefined : JSON.stringify(color);
}

/** Waits for the hover of Lockstep: other extensions have nothing to say about these lines. */
async function hoverAt(path: string, line: number): Promise<readonly vscode.MarkdownString[]> {
  await openAt(path, line);
  return await eventually("the hover", async () => {
    const hovers = await hoversNow(path, line);
    return hovers.length > 0 && hovers;
  });
}

async function hoversNow(path: string, line: number): Promise<readonly vscode.MarkdownString[]> {
  const uri = vscode.Uri.file(join(workspaceFolder(), path));
  const position = new vscode.Position(line - 1, 0);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, position);
  return hovers.flatMap(({ contents }) => contents).filter((content) => content instanceof vscode.MarkdownString);
}
