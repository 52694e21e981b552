import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseDifferences } from "../../../../src/core/git/git-differences";

const id = "422c2b7ab3b3c668038da977e4e93a5fc623169c";
const none = "0".repeat(40);
const raw = (status: string, before: string, ...paths: readonly string[]) =>
  `:100644 100644 ${before} ${none} ${status}\0${paths.join("\0")}\0`;

describe("what git diff prints", () => {
  it("is read with names that hold spaces, quotes, tabs and line ends", () => {
    const names = ['a "b" c.ts', "tab\there.ts", "line\nend.ts", ":colon.ts", "1\t2\tlike counts"];
    const counts = names.map((name, index) => `${index}\t${index + 1}\t${name}\0`);
    const found = parseDifferences(names.map((name) => raw("M", id, name)).join("") + counts.join(""));
    assert.deepEqual(
      found.map(({ path, added, removed }) => [path, added, removed]),
      names.map((name, index) => [name, index, index + 1]),
    );
  });

  it("tells renames with both names, and their counts", () => {
    const [found] = parseDifferences(`${raw("R066", id, "old\n.ts", "new .ts")}1\t0\t\0old\n.ts\0new .ts\0`);
    const lines = { added: 1, removed: 0 };
    assert.deepEqual(found, {
      path: "new .ts",
      from: "old\n.ts",
      status: "R",
      idBefore: id,
      isSameMode: true,
      ...lines,
    });
  });

  it("tells what is new, what is gone, what is no text, and a submodule that moved", () => {
    const output = `${raw("A", none, "new")}${raw("D", id, "gone")}:160000 160000 ${id} ${none} M\0lib/sub\0`;
    const found = parseDifferences(`${output}-\t-\tnew\0${"0\t9\tgone\0"}1\t1\tlib/sub\0`);
    assert.deepEqual(
      found.map(({ path, status, idBefore, added, removed }) => [path, status, idBefore, added, removed]),
      [
        ["new", "A", undefined, undefined, undefined],
        ["gone", "D", id, 0, 9],
        ["lib/sub", "M", id, 1, 1],
      ],
    );
  });

  it("leaves out what only has another time, and tells of what may be run now", () => {
    const output = `${raw("M", id, "touched")}:100644 100755 ${id} ${none} M\0script\0${"0\t0\tscript\0"}`;
    assert.deepEqual(
      parseDifferences(output).map(({ path, isSameMode }) => [path, isSameMode]),
      [["script", false]],
    );
  });

  it("is nothing where nothing differs", () => {
    assert.deepEqual(parseDifferences(""), []);
  });
});
