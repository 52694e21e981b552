import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { type Container, createContainer } from "../../../../src/container";
import { eventually } from "../../../helpers/eventually";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";

describe("presence", () => {
  const containers: Container[] = [];
  removeTempFoldersAfterEach();
  afterEach(async () => {
    await Promise.all(containers.splice(0).map((container) => container.dispose()));
  });

  function open(root: string, name = "test") {
    const container = createContainer({ writer: { kind: "window", name }, watch: "auto" });
    containers.push(container);
    return container.open({ root });
  }

  const newRoot = () => join(tempFolder(), ".lockstep");

  it("does not make a state folder where nobody uses Lockstep", async () => {
    const root = newRoot();
    await open(root).attach();
    assert.equal(existsSync(root), false);
  });

  it("begins as soon as somebody makes the state folder, and again when it is made anew", async () => {
    const root = newRoot();
    const [waiting, maker] = [open(root, "waiting"), open(root, "maker")];
    await waiting.attach();
    const here = async () => (await maker.status()).writers.map(({ app }) => app);
    for (const line of [1, 2]) {
      await maker.bookmarks.add({ path: "a.ts", line });
      await eventually("it is seen", async () => (await here()).includes("window waiting"));
      rmSync(root, { recursive: true });
    }
  });

  it("tells the others when somebody comes and goes", async () => {
    const root = newRoot();
    const observer = open(root);
    await observer.bookmarks.add({ path: "a.ts", line: 1 });
    let told = 0;
    observer.onDidChangeStatus(() => told++);
    const other = open(root);
    await other.attach();
    await eventually("the arrival is told", () => told > 0);
    assert.equal((await observer.status()).writers.length, 1);
    const before = told;
    await other.dispose();
    await eventually("the leaving is told", () => told > before);
    assert.deepEqual((await observer.status()).writers, []);
  });

  it("does not follow a link out of the workspace, neither to enter nor to clean up", async () => {
    const root = newRoot();
    const outside = tempFolder();
    symlinkSync(outside, root);
    const folder = open(root);
    await assert.rejects(folder.attach(), { code: "SYMLINK" });
    await assert.rejects(folder.status(), { code: "SYMLINK" });
    rmSync(root);
    mkdirSync(root);
    symlinkSync(outside, join(root, "local"));
    await assert.rejects(folder.attach(), { code: "SYMLINK" });
    assert.deepEqual(readdirSync(outside), []);
  });

  it("says in words what keeps it from entering", async () => {
    const root = newRoot();
    mkdirSync(root);
    writeFileSync(join(root, "local"), "");
    await assert.rejects(open(root).attach(), { code: "IO", document: "local/windows" });
  });
});
