import assert from "node:assert/strict";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { canonicalKey } from "../../../../src/core/locking/canonical-path";
import { held, setUpLock } from "../../../helpers/lock-actors";
import { removeTempFoldersAfterEach } from "../../../helpers/temp-folder";

/** ü as one character, and as a letter with an accent. */
const [composed, decomposed] = ["\u00fc", "u\u0308"];

describe("one file is locked under all its names:", () => {
  removeTempFoldersAfterEach();

  for (const [what, nameOf] of [
    ["through ..", (root: string) => `${root}/real/../real/./a.json`],
    ["through a link to its folder", (root: string) => join(root, "alias", "a.json")],
    ["through a link to itself", (root: string) => join(root, "link.json")],
  ] as const) {
    it(what, async () => {
      const { fileLockService, root, another } = setUpLock();
      mkdirSync(join(root, "real"));
      writeFileSync(join(root, "real", "a.json"), "");
      symlinkSync(join(root, "real"), join(root, "alias"));
      symlinkSync(join(root, "real", "a.json"), join(root, "link.json"));
      const handle = await held(fileLockService, nameOf(root));
      assert.equal(handle.lockPath, join(root, "real", "a.json.lock"));
      assert.equal(await fileLockService.isLocked(join(root, "real", "a.json")), true);
      const result = await another().fileLockService.acquire(join(root, "real", "a.json"), { maxRetries: 0 });
      assert.equal(result.success, false);
      await handle.release();
    });
  }

  it("although it does not exist yet", async () => {
    const { fileLockService, root } = setUpLock();
    mkdirSync(join(root, "real"));
    symlinkSync(join(root, "real"), join(root, "alias"));
    const handle = await held(fileLockService, join(root, "alias", "a.json"));
    assert.equal(handle.lockPath, join(root, "real", "a.json.lock"));
    await handle.release();
  });

  it("a link that leads nowhere is locked as itself", async () => {
    const { fileLockService, root } = setUpLock();
    symlinkSync(join(root, "nowhere.json"), join(root, "link.json"));
    const handle = await held(fileLockService, join(root, "link.json"));
    assert.equal(handle.lockPath, join(root, "link.json.lock"));
    await handle.release();
  });

  it("spelled as the file system spells it, with no second folder beside one of decomposed letters", async () => {
    const { fileLockService, root } = setUpLock();
    mkdirSync(join(root, decomposed));
    const handle = await held(fileLockService, join(root, decomposed, "a.json"));
    assert.deepEqual(readdirSync(root), [decomposed]);
    assert.deepEqual(readdirSync(join(root, decomposed)), ["a.json.lock"]);
    await handle.release();
  });
});

describe("two names", () => {
  for (const [platform, expected] of [
    ["linux", { "that differ by case": 2, "that differ by how they spell an accent": 2 }],
    ["win32", { "that differ by case": 1, "that differ by how they spell an accent": 2 }],
    ["darwin", { "that differ by case": 1, "that differ by how they spell an accent": 1 }],
  ] as const) {
    for (const [what, names] of [
      ["that differ by case", ["/x/State/A.json", "/x/state/a.JSON"]],
      ["that differ by how they spell an accent", [`/x/${composed}.json`, `/x/${decomposed}.json`]],
    ] as const) {
      it(`${what} are ${expected[what] === 1 ? "one file" : "two files"} on ${platform}`, () => {
        assert.equal(new Set(names.map((name) => canonicalKey(name, platform))).size, expected[what]);
      });
    }
  }
});
