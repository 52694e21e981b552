import assert from "node:assert/strict";
import { findRecord } from "../../../../src/core/records/find-record";
import { throwsWith } from "../../../helpers/throws-with";

const records = [
  { id: "abc1", name: "Build" },
  { id: "abc2", name: "abd" },
  { id: "abd9", name: "Deploy" },
  { id: "ab", name: "twin" },
  { id: "zz", name: "Twin " },
];
const find = (ref: string) => findRecord(records, ref, "queue").id;

describe("finding a record", () => {
  it("takes a whole id, even where it begins others", () => assert.equal(find("ab"), "ab"));
  it("takes a name in any case, with spaces around it", () => assert.equal(find(" bUILD "), "abc1"));
  it("prefers a name to the beginning of an id", () => assert.equal(find("abd"), "abc2"));
  it("takes the beginning of an id that no other has", () => assert.equal(find("abd9".slice(0, 4)), "abd9"));
  it("takes a short beginning", () => assert.equal(find("z"), "zz"));
  it("refuses a beginning that several have", () => throwsWith("INVALID", () => find("abc")));
  it("refuses a name that several have", () => throwsWith("INVALID", () => find("TWIN")));
  it("refuses nothing", () => throwsWith("INVALID", () => find("  ")));
  it("says when there is none", () => throwsWith("NOT_FOUND", () => find("nope")));
  it("says when a path is no record", () => throwsWith("NOT_FOUND", () => find("../x")));
});
