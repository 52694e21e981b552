import assert from "node:assert/strict";
import { EditHistory } from "../../../../../src/core/bookmarks/anchors/edit-history";
import { afterChanges } from "../../../../../src/core/bookmarks/anchors/text-change";
import { bookmarks, change } from "./editor";

const lines = ["}", "}", "}"];
const sort = [change(0, 0, 2, 1, "{\n}\n}")];
const unsort = [change(0, 0, 2, 1, "}\n}\n}")];

describe("the history of an open file", () => {
  it("restores columns and the lines of brackets, which no text could tell", () => {
    const history = new EditHistory();
    const begin = lines.map((_, nth) => ({ id: `${nth}`, line: nth + 1, column: 2 }));
    const done = history.apply(begin, lines, sort);
    assert.deepEqual(history.apply(done, afterChanges(lines, sort), unsort), begin);
  });

  it("restores several events, the last one first", () => {
    const history = new EditHistory();
    const [first, second] = [[change(0, 0, 1, 0, "")], [change(0, 0, 1, 0, "")]];
    const afterFirst = afterChanges(lines, first);
    const one = history.apply(bookmarks(lines), lines, first);
    const two = history.apply(one, afterFirst, second);
    const back = history.apply(two, afterChanges(afterFirst, second), [change(0, 0, 0, 0, "}\r\n")]);
    assert.deepEqual(back, one);
    assert.deepEqual(history.apply(back, afterFirst, [change(0, 0, 0, 0, "}\n")]), bookmarks(lines));
  });

  it("lets a bookmark that was set in between go where the edit takes it", () => {
    const history = new EditHistory();
    const insertion = [change(0, 0, 0, 0, "new\n")];
    const done = history.apply([], lines, insertion);
    const later = [...done, { id: "later", line: 4, column: 1 }];
    assert.deepEqual(history.apply(later, ["new", ...lines], [change(0, 0, 1, 0, "")]), [
      { id: "later", line: 3, column: 1 },
    ]);
  });
});
