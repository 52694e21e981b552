import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type Container, createContainer } from "../../../../src/container";
import type { StateFolder } from "../../../../src/core/state-folder";
import { GitRepository } from "../../../helpers/git-repository";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { rejectsWith } from "../../../helpers/throws-with";

describe("sharing a state folder with git", () => {
  removeTempFoldersAfterEach();
  let container: Container;
  let repository: GitRepository;
  let state: StateFolder;
  const rules = () => join(state.root, ".gitignore");

  beforeEach(() => {
    repository = new GitRepository(tempFolder());
    container = createContainer({ writer: { kind: "cli", name: "test" } });
    state = container.open({ root: join(repository.root, ".lockstep"), files: repository.root });
  });

  afterEach(() => container.dispose());

  async function fill(): Promise<readonly string[]> {
    await state.attach();
    await state.bookmarks.add({ path: "src/app.ts", line: 1 });
    const { id } = await state.bookmarks.add({ path: "src/app.ts", line: 2 });
    await state.bookmarks.remove([id]);
    const group = await state.groups.create({ name: "Night" });
    const queue = await state.queues.create({ name: "Build" });
    await state.queues.addCommand(queue.id, { run: { kind: "shell", command: "make" } });
    return [`.lockstep/groups/${group.id}.json`, `.lockstep/queues/${queue.id}.json`];
  }

  it("lets git see nothing at first", async () => {
    await fill();
    assert.equal(state.isShared(), false);
    assert.deepEqual(repository.untracked(), []);
  });

  it("lets git see exactly the documents: no lock, backup, temp, corrupt file, trash or what is this machine's own", async () => {
    const documents = await fill();
    for (const name of ["bookmarks.json.lock", "bookmarks.json.0123456789abcdef.tmp", "trash.json", "my.json"]) {
      writeFileSync(join(state.root, name), "{}");
    }
    writeFileSync(join(state.root, "queues", "q.json.corrupt-20260131T120000000Z"), "{}");
    mkdirSync(join(state.root, "groups", "local"));
    writeFileSync(join(state.root, "groups", "local", "x.json"), "{}");
    assert.ok(existsSync(join(state.root, "bookmarks.json.bak")));
    await state.share();
    assert.equal(state.isShared(), true);
    assert.deepEqual(repository.untracked(), [".lockstep/.gitignore", ".lockstep/bookmarks.json", ...documents]);
  });

  it("is taken back, and repeated without a write", async () => {
    await fill();
    await state.share();
    await state.keepPrivate();
    assert.equal(state.isShared(), false);
    assert.deepEqual(repository.untracked(), []);
    await state.share();
    const written = readFileSync(rules(), "utf8");
    writeFileSync(rules(), written.replaceAll("\n", "\r\n")); // as a checkout on Windows leaves it
    assert.equal(state.isShared(), true);
    await state.share();
    assert.match(readFileSync(rules(), "utf8"), /\r\n/);
  });

  it("makes the folder where there is none yet, and the file where a person removed it", async () => {
    await state.share();
    assert.deepEqual(repository.untracked(), [".lockstep/.gitignore"]);
    rmSync(rules());
    assert.equal(state.isShared(), false);
    await state.keepPrivate();
    assert.deepEqual(repository.untracked(), []);
  });

  it("leaves rules that a person wrote alone, unless it is told to replace them", async () => {
    await fill();
    writeFileSync(rules(), "*\n!queues/\n");
    await rejectsWith("CONFLICT", state.share());
    await rejectsWith("CONFLICT", state.keepPrivate());
    assert.equal(readFileSync(rules(), "utf8"), "*\n!queues/\n");
    await state.share({ replace: true });
    assert.equal(state.isShared(), true);
  });

  it("follows no symbolic link", async () => {
    await fill();
    const elsewhere = join(tempFolder(), "rules");
    writeFileSync(elsewhere, "mine");
    rmSync(rules());
    symlinkSync(elsewhere, rules());
    await rejectsWith("SYMLINK", state.share({ replace: true }));
    assert.equal(readFileSync(elsewhere, "utf8"), "mine");
  });
});
