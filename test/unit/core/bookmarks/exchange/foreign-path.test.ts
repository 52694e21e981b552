import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { bookmarkPath } from "../../../../../src/core/bookmarks/bookmark-path";
import { foreignPath } from "../../../../../src/core/bookmarks/exchange/foreign-path";

const roots = ["/home/me/project", "C:\\Users\\me\\project\\"];

const pathOf = (written: string) => {
  const found = foreignPath(written, roots);
  return "path" in found ? found.path : undefined;
};

describe("a path of a foreign file", () => {
  it("is relative to the workspace folder, with slashes", () => {
    for (const [written, path] of [
      ["src/a.ts", "src/a.ts"],
      ["./src//a.ts", "src/a.ts"],
      ["src/lib/../a.ts", "src/a.ts"],
      ["src\\a.ts", "src/a.ts"],
      ["$ROOTPATH$\\src\\a.ts", "src/a.ts"],
      ["$ROOTPATH$/src/a.ts", "src/a.ts"],
      ["/home/me/project/src/a.ts", "src/a.ts"],
      ["c:\\Users\\me\\project\\src\\a.ts", "src/a.ts"],
      ["C:/Users/me/project/a.ts", "a.ts"],
      ["Untitled-1.ts", "Untitled-1.ts"],
    ] as const) {
      assert.equal(pathOf(written), path, written);
    }
  });

  it("is none outside of it", () => {
    for (const written of [
      "../a.ts",
      "src/../../a.ts",
      "..\\a.ts",
      "$ROOTPATH$\\..\\a.ts",
      "$ROOTPATH$//etc/passwd",
      "$ROOTPATH$//..",
      "/etc/passwd",
      "/home/me/project2/a.ts",
      "/home/me/project",
      "/home/me/project/../other/a.ts",
      "d:\\a.ts",
      "c:a.ts",
      "",
      ".",
      "$ROOTPATH$",
      "Untitled-7",
    ]) {
      assert.equal(pathOf(written), undefined, written);
    }
  });

  it("is always one that Lockstep takes, or has a backslash in a name", () => {
    const part = fc.constantFrom("..", ".", "a", "b.ts", "", "$ROOTPATH$", "C:", "home", "me", "project", "\\");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.constantFrom("/", "\\"), (parts, separator) => {
        const path = pathOf(parts.join(separator));
        if (path !== undefined && !path.includes("\\")) {
          assert.equal(bookmarkPath(path), path);
        }
      }),
    );
  });
});
