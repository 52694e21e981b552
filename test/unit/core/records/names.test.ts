import assert from "node:assert/strict";
import { checkNameIsFree, freeName, sameName } from "../../../../src/core/records/names";
import { throwsWith } from "../../../helpers/throws-with";

const taken = [
  { id: "1", name: "Build" },
  { id: "2", name: "Build (2)" },
];

describe("names", () => {
  it("are the same whatever their case and the spaces around them", () => assert.ok(sameName(" Build", "bUILD ")));
  it("are the same in both spellings of Unicode", () => assert.ok(sameName("caf\u00e9", "cafe\u0301")));
  it("differ otherwise", () => assert.ok(!sameName("build", "build 2")));
  it("are refused when another record has them", () =>
    throwsWith("CONFLICT", () => checkNameIsFree(taken, { id: "9", name: "BUILD" }, "queue")));
  it("may stay a record's own", () => checkNameIsFree(taken, { id: "1", name: "BUILD" }, "queue"));
  it("get a number when they are taken", () => assert.equal(freeName(taken, { id: "9", name: "build" }), "build (3)"));
  it("stay when they are free", () => assert.equal(freeName(taken, { id: "9", name: "Test" }), "Test"));
});
