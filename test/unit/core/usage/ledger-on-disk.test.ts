import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { type Container, createContainer } from "../../../../src/container";
import type { StateFolder } from "../../../../src/core/state-folder";
import type { CorruptionReport } from "../../../../src/core/storage/document-store";
import { eventually } from "../../../helpers/eventually";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { rejectsWith } from "../../../helpers/throws-with";

const used = (id: string) => ({ id, at: "2026-11-21T12:00:00Z", provider: "p", operation: "o" });
const idsIn = async (folder: StateFolder) => (await folder.usage.list()).map(({ id }) => id);

describe("the ledger on a disk", () => {
  const containers: Container[] = [];
  afterEach(() => Promise.all(containers.splice(0).map((container) => container.dispose())));
  removeTempFoldersAfterEach();

  /** A writer of its own, which watches. */
  function open(root: string): StateFolder {
    const container = createContainer({ writer: { kind: "window", name: "test" }, watch: "auto" });
    containers.push(container);
    return container.open({ root });
  }

  function setUp() {
    const root = join(tempFolder(), ".lockstep");
    const folder = open(root);
    const reports: CorruptionReport[] = [];
    folder.onDidFindCorruption((report) => reports.push(report));
    return {
      root,
      folder,
      reports,
      ledger: join(root, "local", "usage"),
      file: join(root, "local/usage/2026-11.json"),
    };
  }

  it("brings its last good version back when it is corrupt, keeps the bytes, and goes on", async () => {
    const { folder, file, ledger, reports } = setUp();
    await folder.usage.report([used("a")]);
    await folder.usage.report([used("b")]);
    writeFileSync(file, "garbage");
    await folder.usage.report([used("c")]);
    assert.deepEqual(await idsIn(folder), ["a", "c"]);
    await folder.usage.report([used("a"), used("b"), used("c")]);
    assert.deepEqual(await idsIn(folder), ["a", "c", "b"]);
    const [kept, ...others] = readdirSync(ledger).filter((name) => name.includes(".corrupt-"));
    assert.equal(readFileSync(join(ledger, kept ?? ""), "utf8"), "garbage");
    assert.deepEqual([reports.length, others], [1, []]);
  });

  it("is not written to when it is corrupt and no good version is left, until somebody says so", async () => {
    const { root, folder, file, ledger } = setUp();
    mkdirSync(ledger, { recursive: true });
    writeFileSync(file, '{"version":1,"entries":7}');
    await rejectsWith("CORRUPT", folder.usage.report([used("b")]));
    await rejectsWith("CORRUPT", folder.usage.list());
    assert.equal(readFileSync(file, "utf8"), '{"version":1,"entries":7}');
    const found = await folder.doctor({ fix: false });
    assert.deepEqual(
      found.problems.map(({ kind, document }) => [kind, document]),
      [["corrupt", "local/usage/2026-11.json"]],
    );
    await folder.doctor({ fix: true });
    await folder.usage.report([used("b")]);
    assert.deepEqual(await idsIn(open(root)), ["b"]);
  });

  it("tells the other windows of a report", async () => {
    const { root, folder } = setUp();
    const other = open(root);
    let told = 0;
    other.usage.onDidChange(() => told++);
    await folder.usage.report([used("a")]);
    await eventually("the other window is told", () => told > 0);
    assert.deepEqual(await idsIn(other), ["a"]);
  });

  it("leaves no trace when somebody only looks", async () => {
    const { root, folder } = setUp();
    assert.deepEqual(await idsIn(folder), []);
    assert.ok(!existsSync(join(root, "local", "usage")));
  });
});
