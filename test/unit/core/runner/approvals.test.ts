import assert from "node:assert/strict";
import { appendFileSync, chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { Approvals, contentHash, type RunContent } from "../../../../src/core/runner/approvals";
import { machineFolder } from "../../../../src/core/storage/machine-folder";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { throwsWith } from "../../../helpers/throws-with";

const content: RunContent = { root: "/work", kind: "shell", text: "make", cwd: "src", env: { A: "1", B: "2" } };

function setUp() {
  const folder = join(tempFolder(), "state", "lockstep");
  return { folder, file: join(folder, "approved"), approvals: new Approvals(folder) };
}

describe("the hash of what would run", () => {
  it("never changes: what was approved once stays approved", () => {
    assert.equal(contentHash(content), "b52247d567205a02c3bc3f45dd418ec6a38b953dceed830dc293f3ec6c8026ce");
  });

  it("is the same whatever the order of variables", () => {
    assert.equal(contentHash({ ...content, env: { B: "2", A: "1" } }), contentHash(content));
  });

  it("is another one as soon as anything is another", () => {
    const others: readonly Partial<RunContent>[] = [
      { root: "/work2" },
      { kind: "prompt" },
      { text: "make " },
      { agent: "claude" },
      { cwd: undefined },
      { cwd: "" },
      { env: { A: "1" } },
      { env: { A: "1", B: "3" } },
      { env: { A: "1", B: "2", LD_PRELOAD: "evil.so" } },
      { env: {} },
    ];
    const hashes = new Set([content, ...others.map((other) => ({ ...content, ...other }))].map(contentHash));
    assert.equal(hashes.size, others.length + 1);
  });

  it("can't be made to fit by moving text from one part to the next", () => {
    const moved = { ...content, text: 'make",null,"src', cwd: undefined };
    assert.notEqual(contentHash(moved), contentHash(content));
  });
});

describe("approvals", () => {
  removeTempFoldersAfterEach();

  it("are remembered, for this user only", () => {
    const { approvals, folder, file } = setUp();
    assert.equal(approvals.isApproved(contentHash(content)), false);
    approvals.approve([contentHash(content)]);
    assert.equal(approvals.isApproved(contentHash(content)), true);
    assert.equal(approvals.isApproved(contentHash({ ...content, text: "make evil" })), false);
    assert.equal(new Approvals(folder).isApproved(contentHash(content)), true);
    assert.deepEqual([statSync(folder).mode & 0o777, statSync(file).mode & 0o777], [0o700, 0o600]);
  });

  it("of another process count at once, as does that it forgot them", () => {
    const { approvals, folder } = setUp();
    const other = new Approvals(folder);
    const hash = contentHash(content);
    approvals.approve([contentHash({ ...content, text: "other" })]);
    assert.equal(approvals.isApproved(hash), false);
    other.approve([hash]);
    assert.equal(approvals.isApproved(hash), true);
    other.forget([hash]);
    assert.equal(approvals.isApproved(hash), false);
    approvals.approve([hash]);
    assert.equal(other.isApproved(hash), true);
  });

  it("are forgotten one by one, and as often as people like", () => {
    const { approvals } = setUp();
    const [hash, other] = [contentHash(content), contentHash({ ...content, text: "other" })];
    approvals.forget([hash]);
    for (let i = 0; i < 3; i++) {
      approvals.approve([hash, other]);
      approvals.forget([hash]);
      assert.deepEqual([approvals.isApproved(hash), approvals.isApproved(other)], [false, true]);
    }
  });

  it("of one folder are forgotten together", () => {
    const { approvals, folder } = setUp();
    const marks = [approvals.mark("/work")];
    for (let i = 0; i < 2; i++) {
      new Approvals(folder).forgetRoot("/work");
      marks.push(approvals.mark("/work"));
    }
    assert.deepEqual([marks[0], approvals.mark("/work2")], [undefined, undefined]);
    assert.equal(new Set(marks.map((since) => contentHash({ ...content, since }))).size, 3);
  });

  it("are none while it can't be told what was forgotten", () => {
    const { approvals, folder } = setUp();
    const hash = contentHash(content);
    approvals.approve([hash]);
    approvals.forgetRoot("/elsewhere");
    chmodSync(join(folder, "forgotten"), 0o622);
    throwsWith("PRECONDITION", () => approvals.isApproved(hash));
    throwsWith("PRECONDITION", () => approvals.mark("/work"));
  });

  it("are written once", () => {
    const { approvals, file } = setUp();
    const hash = contentHash(content);
    approvals.approve([hash]);
    approvals.approve([hash]);
    assert.equal(readFileSync(file, "utf8").trim(), hash);
  });

  it("survive lines that are none, and one that was cut off", () => {
    const { approvals, folder, file } = setUp();
    const hash = contentHash(content);
    const cut = contentHash({ ...content, text: "cut" });
    approvals.approve([contentHash({ ...content, text: "before" })]);
    appendFileSync(file, `hello\n${hash} and more\n\0\0\n${cut.slice(0, 40)}`);
    assert.equal(approvals.isApproved(hash), false);
    assert.equal(approvals.isApproved("hello"), false);
    approvals.approve([hash]);
    assert.equal(new Approvals(folder).isApproved(hash), true);
    assert.equal(approvals.isApproved(cut), false);
  });

  it("that other users could have written are not trusted", () => {
    const { approvals, folder, file } = setUp();
    approvals.approve([contentHash(content)]);
    for (const [path, open, closed] of [
      [file, 0o622, 0o600],
      [folder, 0o777, 0o700],
    ] as const) {
      chmodSync(path, open);
      throwsWith("PRECONDITION", () => new Approvals(folder).isApproved(contentHash(content)));
      throwsWith("PRECONDITION", () => approvals.isApproved(contentHash(content)));
      throwsWith("PRECONDITION", () => approvals.approve([contentHash({ ...content, text: "more" })]));
      chmodSync(path, closed);
    }
    assert.equal(approvals.isApproved(contentHash(content)), true);
  });

  it("are not read through a link", () => {
    const { approvals, folder, file } = setUp();
    const elsewhere = join(tempFolder(), "theirs");
    writeFileSync(elsewhere, contentHash(content));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    symlinkSync(elsewhere, file);
    throwsWith("SYMLINK", () => approvals.isApproved(contentHash(content)));
  });
});

describe("the folder of this machine's own", () => {
  it("is where its system keeps such things", () => {
    assert.equal(machineFolder("linux", {}, "/home/a"), "/home/a/.local/state/lockstep");
    assert.equal(machineFolder("linux", { XDG_STATE_HOME: "/s" }, "/home/a"), "/s/lockstep");
    assert.equal(machineFolder("linux", { XDG_STATE_HOME: "s" }, "/home/a"), "/home/a/.local/state/lockstep");
    assert.equal(
      machineFolder("darwin", { XDG_STATE_HOME: "/s" }, "/Users/a"),
      "/Users/a/Library/Application Support/Lockstep",
    );
    assert.equal(machineFolder("win32", { LOCALAPPDATA: "D:\\L" }, "C:\\Users\\a"), "D:\\L\\Lockstep");
    assert.equal(machineFolder("win32", {}, "C:\\Users\\a"), "C:\\Users\\a\\AppData\\Local\\Lockstep");
  });
});
