import assert from "node:assert/strict";
import type { FollowedPlace } from "../../src/core/bookmarks/following";
import { silentLog } from "../../src/core/log";
import { FolderReports, type Reporter } from "../../src/vscode/following/folder-reports";
import { eventually } from "../helpers/eventually";

const place: FollowedPlace = {
  ...{ id: "b1", path: "a.ts", line: 2, column: 1, state: "anchored" },
  ...{ from: { path: "a.ts", line: 1, state: "anchored" }, anchor: { text: "", before: [], after: [] } },
};

describe("Reports of a folder", () => {
  const told: (readonly FollowedPlace[])[] = [];
  let fails = 0;
  beforeEach(() => {
    told.length = 0;
    fails = 0;
  });

  function reports(): FolderReports {
    const follow = async (places: readonly FollowedPlace[]) => {
      if (fails-- > 0) {
        throw new Error("no");
      }
      told.push(places);
      return [];
    };
    return new FolderReports({ name: "folder", state: { bookmarks: { follow } } }, silentLog);
  }
  const reporter = (...places: readonly FollowedPlace[]): Reporter => ({
    collect: async () => places,
    reported: () => {},
  });

  it("are one for a burst, whoever takes part in it", async () => {
    const folder = reports();
    const [one, other] = [reporter(place), reporter({ ...place, id: "b2" })];
    for (let edit = 0; edit < 100; edit++) {
      folder.want(one);
      folder.want(other);
    }
    await eventually("it is told", () => told.length > 0);
    assert.deepEqual(
      told.map((places) => places.map(({ id }) => id)),
      [["b1", "b2"]],
    );
  });

  it("come while a burst goes on and on, too", async () => {
    const folder = reports();
    const begin = performance.now();
    const typing = setInterval(() => folder.want(reporter(place)), 100);
    try {
      await eventually("it is told", () => told.length > 0);
    } finally {
      clearInterval(typing);
    }
    const waited = performance.now() - begin;
    assert.ok(waited > 4_900, `${waited} ms`);
    await folder.flush();
  });

  it("come at once when somebody needs them", async () => {
    const folder = reports();
    folder.want(reporter(place));
    await folder.flush();
    assert.equal(told.length, 1);
  });

  it("are none when there is nothing to tell", async () => {
    const folder = reports();
    folder.want(reporter());
    await folder.flush();
    assert.equal(told.length, 0);
  });

  it("that fail are made with the next ones", async () => {
    const folder = reports();
    fails = 1;
    folder.want(reporter(place));
    await folder.flush();
    assert.equal(told.length, 0);
    await folder.flush();
    assert.equal(told.length, 1);
  });
});
