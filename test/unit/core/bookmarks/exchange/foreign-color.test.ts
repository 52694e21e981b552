import assert from "node:assert/strict";
import { foreignColor } from "../../../../../src/core/bookmarks/exchange/foreign-color";

describe("colours of other extensions", () => {
  for (const [written, color] of [
    ["#F66369", "#F66369"],
    ["red", "red"],
    ["rgba(0, 221, 221, 1.00)", "#00dddd"],
    ["rgba(0,221,221,.5)", "#00dddd80"],
    ["rgb(1, 2, 3)", "#010203"],
    ["rgb(1, 2, 999)", undefined],
    ["hotpink", undefined],
    ["", undefined],
    [undefined, undefined],
  ] as const) {
    it(`are ${color ?? "none"} for ${written ?? "none"}`, () => assert.equal(foreignColor(written), color));
  }
});
