import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, it } from "mocha";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";

const run = promisify(execFile);
const repository = join(__dirname, "../..");
const vsce = join(repository, "node_modules/@vscode/vsce/vsce");

describe("the package", () => {
  removeTempFoldersAfterEach();

  it("is a .vsix under 500 KB that holds what runs and nothing else", async function () {
    this.timeout(120_000);
    const file = join(tempFolder(), "lockstep.vsix");
    const options = { cwd: repository, maxBuffer: 16 * 1024 * 1024 };
    await run(
      process.execPath,
      [vsce, "package", "--no-dependencies", "--no-rewrite-relative-links", "-o", file],
      options,
    );
    const { size } = statSync(file);
    assert.ok(size < 500 * 1024, `${size} bytes`);
    const { stdout } = await run(process.execPath, [vsce, "ls", "--no-dependencies"], options);
    const files = stdout.split("\n").filter((line) => /^[\w.]/.test(line) && !line.startsWith("npm "));
    for (const needed of [
      "package.json",
      "package.nls.json",
      "LICENSE",
      "dist/start.js",
      "dist/extension.js",
      "dist/cli.js",
    ]) {
      assert.ok(
        files.some((name) => name.toLowerCase().startsWith(needed.toLowerCase())),
        `${needed} is missing`,
      );
    }
    assert.ok(files.includes("dist/bin/lockstep") && files.includes("dist/schemas/queue.json"));
    assert.deepEqual(
      files.filter((name) => /^(src|test|node_modules|\.vscode)|\.map$|\.ts$/.test(name)),
      [],
    );
  });
});
