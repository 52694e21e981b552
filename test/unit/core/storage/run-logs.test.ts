import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { RunLogs } from "../../../../src/core/storage/run-logs";
import { eventually } from "../../../helpers/eventually";
import { runLogsOf } from "../../../helpers/run-logs-of";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { throwsWith } from "../../../helpers/throws-with";

function setUp(cap = 1000) {
  const root = join(tempFolder(), ".lockstep");
  const logs = runLogsOf(root, cap);
  const folder = join(root, "local", "logs");
  return { root, folder, logs, file: (name: string) => readFileSync(join(folder, name), "utf8") };
}

function textOf(logs: RunLogs, runId: string, from?: number): string | undefined {
  const excerpt = logs.read(runId, from);
  return excerpt === undefined ? undefined : Buffer.from(excerpt.bytes).toString();
}

/** Collects what a follower is told. */
function following(logs: RunLogs, runId: string, from?: number) {
  const controller = new AbortController();
  let text = "";
  const done = (async () => {
    const options = { signal: controller.signal, ...(from === undefined ? {} : { from }) };
    for await (const chunk of logs.follow(runId, options)) {
      text += Buffer.from(chunk).toString();
    }
  })();
  const end = async () => {
    controller.abort();
    await done;
    return text;
  };
  return { text: () => text, end };
}

const line = (i: number) => `line ${String(i).padStart(4, "0")}\n`;

describe("the log of a run", () => {
  removeTempFoldersAfterEach();

  it("is what the run wrote, in a file for its user's eyes", () => {
    const { logs, folder, file, root } = setUp();
    const log = logs.create("r1");
    log.write(Buffer.from("one\n"));
    log.write(Buffer.from("two"));
    log.close();
    assert.equal(file("r1.log"), "one\ntwo");
    assert.equal(textOf(logs, "r1"), "one\ntwo");
    assert.equal(statSync(join(folder, "r1.log")).mode & 0o777, 0o600);
    assert.equal(logs.pathOf("r1"), join(folder, "r1.log"));
    assert.ok(existsSync(join(root, ".gitignore")));
  });

  it("is none where none was written", () => {
    const { logs, root } = setUp();
    assert.equal(logs.read("r1"), undefined);
    assert.equal(logs.tail("r1", 5), undefined);
    assert.equal(logs.cleanUp({ most: 0 }), 0);
    assert.ok(!existsSync(root));
  });

  it("keeps the newest output: two parts, each of whole lines, and says how much came before", () => {
    const { logs, file, folder } = setUp(100);
    const log = logs.create("r1");
    for (let i = 0; i < 35; i++) {
      log.write(Buffer.from(line(i)));
    }
    log.close();
    assert.deepEqual(readdirSync(folder).toSorted(), ["r1.log", "r1.log.old"]);
    assert.equal(
      file("r1.log"),
      `[Lockstep: 300 bytes of output came before this.]\n${[30, 31, 32, 33, 34].map(line).join("")}`,
    );
    const excerpt = logs.read("r1");
    assert.deepEqual([excerpt?.from, excerpt?.to], [200, 350]);
    assert.equal(textOf(logs, "r1"), Array.from({ length: 15 }, (_, i) => line(20 + i)).join(""));
  });

  it("is read from where a reader stopped", () => {
    const { logs } = setUp(100);
    const log = logs.create("r1");
    for (let i = 0; i < 35; i++) {
      log.write(Buffer.from(line(i)));
    }
    assert.equal(textOf(logs, "r1", 290), [29, 30, 31, 32, 33, 34].map(line).join(""));
    assert.equal(textOf(logs, "r1", 345), "0034\n");
    assert.deepEqual([logs.read("r1", 350)?.bytes.length, logs.read("r1", 9999)?.to], [0, 350]);
  });

  it("ends with so many lines, the last of which need not be finished", () => {
    const { logs } = setUp(100);
    const log = logs.create("r1");
    for (let i = 0; i < 25; i++) {
      log.write(Buffer.from(line(i)));
    }
    assert.equal(logs.tail("r1", 2), line(23) + line(24));
    log.write(Buffer.from("unfinished"));
    assert.equal(logs.tail("r1", 2), `${line(24)}unfinished`);
    assert.equal(logs.tail("r1", 0), "");
    assert.equal(logs.tail("r1", 8), `${[18, 19, 20, 21, 22, 23, 24].map(line).join("")}unfinished`);
  });

  it("tells of its last lines that the beginning was cut, when there are no more", () => {
    const { logs } = setUp(100);
    const log = logs.create("r1");
    for (let i = 0; i < 25; i++) {
      log.write(Buffer.from(line(i)));
    }
    const kept = Array.from({ length: 15 }, (_, i) => line(10 + i)).join("");
    assert.equal(logs.tail("r1", 100), `[Lockstep cut 100 bytes of earlier output here.]\n${kept}`);
  });

  it("finds its last lines in a long log", () => {
    const { logs } = setUp(10_000_000);
    const log = logs.create("r1");
    const lines = Array.from({ length: 40_000 }, (_, i) => line(i));
    log.write(Buffer.from(lines.join("")));
    assert.ok(logs.tail("r1", 20_000) === lines.slice(-20_000).join(""));
    assert.ok(logs.tail("r1", 50_000) === lines.join(""));
  });

  it("is not fooled by output that looks like the beginning of a part", () => {
    const { logs } = setUp(100);
    const log = logs.create("r1");
    const fake = "[Lockstep: 5000 bytes of output came before this.]\n";
    const all = fake + Array.from({ length: 10 }, (_, i) => line(i)).join("");
    for (const part of all.split(/(?<=\n)/)) {
      log.write(Buffer.from(part));
    }
    assert.equal(textOf(logs, "r1"), all);
  });

  it("holds the end of the output, whatever its chunks are", () => {
    const chunks = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "\n", "ü"), maxLength: 90 }), {
      maxLength: 20,
    });
    let runs = 0;
    const { logs } = setUp(50);
    fc.assert(
      fc.property(chunks, (texts) => {
        const runId = `r${runs++}`;
        const log = logs.create(runId);
        const all = Buffer.from(texts.join(""));
        for (const text of texts) {
          log.write(Buffer.from(text));
        }
        log.close();
        const excerpt = logs.read(runId);
        assert.ok(excerpt !== undefined);
        assert.equal(excerpt.to, all.length);
        assert.deepEqual(Buffer.from(excerpt.bytes), all.subarray(excerpt.from));
        assert.ok(excerpt.bytes.length <= 100);
        assert.ok(excerpt.from === 0 || excerpt.bytes.length > 0);
      }),
      { numRuns: 60 },
    );
  });

  it("neither follows nor replaces a link, and does not make its run fail", () => {
    const { logs, folder } = setUp();
    const elsewhere = join(tempFolder(), "precious");
    writeFileSync(elsewhere, "precious");
    mkdirSync(folder, { recursive: true });
    symlinkSync(elsewhere, join(folder, "r1.log"));
    const log = logs.create("r1");
    log.write(Buffer.from("output"));
    assert.equal(log.failure?.code, "IO");
    assert.equal(readFileSync(elsewhere, "utf8"), "precious");
    throwsWith("SYMLINK", () => logs.read("r1"));
  });

  it("stays in its folder", () => {
    const { logs, folder } = setUp();
    throwsWith("INVALID", () => logs.create("../r1"));
    mkdirSync(dirname(folder), { recursive: true });
    symlinkSync(tempFolder(), folder);
    throwsWith("SYMLINK", () => logs.create("r1"));
    throwsWith("SYMLINK", () => logs.read("r1"));
  });
});

describe("following the log of a run", () => {
  removeTempFoldersAfterEach();

  it("tells what is there, what is added, and at the end what came last", async () => {
    const { logs } = setUp();
    const log = logs.create("r1");
    log.write(Buffer.from("before\n"));
    const follower = following(logs, "r1");
    await eventually("it tells what is there", () => follower.text() === "before\n");
    log.write(Buffer.from("after\n"));
    await eventually("it tells what is added", () => follower.text() === "before\nafter\n");
    log.write(Buffer.from("last\n"));
    assert.equal(await follower.end(), "before\nafter\nlast\n");
  });

  it("waits for a log that is not there yet, nor its folder", async () => {
    const { logs } = setUp();
    const follower = following(logs, "r1");
    const log = logs.create("r1");
    log.write(Buffer.from("here\n"));
    await eventually("it finds the log", () => follower.text() === "here\n");
    await follower.end();
  });

  it("goes on where a reader stopped", async () => {
    const { logs } = setUp();
    logs.create("r1").write(Buffer.from("one\ntwo\n"));
    assert.equal(await following(logs, "r1", 4).end(), "two\n");
  });

  it("goes on when a part is full", async () => {
    const { logs } = setUp(100);
    const log = logs.create("r1");
    const follower = following(logs, "r1");
    let all = "";
    for (let i = 0; i < 60; i++) {
      log.write(Buffer.from(line(i)));
      all += line(i);
      await eventually(`it tells line ${i}`, () => follower.text() === all);
    }
    assert.equal(await follower.end(), all);
  });

  it("says what was cut before it could tell it", async () => {
    const { logs } = setUp(100);
    const log = logs.create("r1");
    for (let i = 0; i < 35; i++) {
      log.write(Buffer.from(line(i)));
    }
    const kept = Array.from({ length: 15 }, (_, i) => line(20 + i)).join("");
    assert.equal(await following(logs, "r1", 30).end(), `[Lockstep cut 170 bytes of earlier output here.]\n${kept}`);
  });
});

describe("cleaning up logs", () => {
  removeTempFoldersAfterEach();

  function withLogs(...ages: readonly number[]) {
    const { logs, folder } = setUp(100);
    const now = new Date("2026-06-15T12:00:00Z");
    ages.forEach((age, index) => {
      const log = logs.create(`r${index}`);
      log.write(Buffer.from("x".repeat(150)));
      log.close();
      const time = new Date(now.getTime() - age * 24 * 60 * 60 * 1000);
      for (const name of [`r${index}.log`, `r${index}.log.old`]) {
        utimesSync(join(folder, name), time, time);
      }
    });
    const left = () =>
      readdirSync(folder)
        .filter((name) => name.endsWith(".log"))
        .toSorted();
    return { logs, folder, now, left };
  }

  it("removes those that nobody wrote to for so many days, with both their parts", () => {
    const { logs, folder, now } = withLogs(1, 10, 40);
    assert.equal(logs.cleanUp({ days: 30, now }), 1);
    assert.deepEqual(readdirSync(folder).toSorted(), ["r0.log", "r0.log.old", "r1.log", "r1.log.old"]);
  });

  it("keeps so many of the newest", () => {
    const { logs, now, left } = withLogs(5, 1, 3, 4);
    assert.equal(logs.cleanUp({ most: 2, now }), 2);
    assert.deepEqual(left(), ["r1.log", "r2.log"]);
  });

  it("leaves those of runs that go on, and what is no log", () => {
    const { logs, now, left, folder } = withLogs(40, 40);
    writeFileSync(join(folder, "notes.txt"), "mine");
    assert.equal(logs.cleanUp({ days: 30, most: 0, running: new Set(["r0"]), now }), 1);
    assert.deepEqual(left(), ["r0.log"]);
    assert.ok(existsSync(join(folder, "notes.txt")));
  });
});
