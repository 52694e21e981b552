import assert from "node:assert/strict";
import { bookmarkPath } from "../../../../src/core/bookmarks/bookmark-path";
import { throwsWith } from "../../../helpers/throws-with";

describe("the path of a bookmark", () => {
  for (const path of ["a.ts", "src/a b/größe.ts", ".env", "a..b/..c/d..", "...", "nested/.git/x"]) {
    it(`may be ${path}`, () => assert.equal(bookmarkPath(path), path));
  }
  it("has one spelling", () => assert.equal(bookmarkPath("./src//./a.ts"), "src/a.ts"));

  const outside = ["", ".", "./", "/etc/passwd", "//host/share", "..", "../x", "src/../../x", "src/../a.ts", "a/.."];
  for (const path of [...outside, "C:/x", "c:x", "..\\x", "src\\a.ts", "a\nb", "a\0b", "x/".repeat(3000)]) {
    it(`must not be ${JSON.stringify(path.slice(0, 20))}`, () => throwsWith("INVALID", () => bookmarkPath(path)));
  }
});
