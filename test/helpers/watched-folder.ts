import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ChangeRecorder, type WatchedChanges } from "../../src/core/changes/change-recorder";
import { systemClock } from "../../src/core/clock";

/** A folder whose files a test changes while a recorder watches. */
export class WatchedFolder {
  readonly recorder = new ChangeRecorder(systemClock);

  constructor(readonly root: string) {}

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  move(from: string, to: string): void {
    mkdirSync(dirname(join(this.root, to)), { recursive: true });
    renameSync(join(this.root, from), join(this.root, to));
  }

  async watched(run: () => unknown, folder = this.root): Promise<WatchedChanges> {
    const watch = await this.recorder.begin(folder);
    await run();
    return await watch.end();
  }

  /** What is found, in one line each: `renamed a.ts → b.ts +1 -0`. */
  async during(run: () => unknown, folder = this.root): Promise<readonly string[]> {
    return this.lines(await this.watched(run, folder));
  }

  lines({ files, incomplete }: WatchedChanges): readonly string[] {
    const lines = files.map(({ change, path, from, added, removed }) => {
      const counts = [added === undefined ? "" : ` +${added}`, removed === undefined ? "" : ` -${removed}`].join("");
      return `${change} ${from === undefined ? "" : `${from} → `}${path}${counts}`;
    });
    return [...lines.sort(), ...(incomplete ? ["incomplete"] : [])];
  }
}
