import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";

/** The worker as one file, so that each process starts in the time that Node itself takes. */
export class WriterBundle {
  private constructor(private readonly folder: string) {}

  static make(): WriterBundle {
    const bundle = new WriterBundle(mkdtempSync(join(realpathSync(tmpdir()), "lockstep-chaos-bundle-")));
    buildSync({
      entryPoints: [join(__dirname, "../worker/chaos-worker.ts")],
      outfile: bundle.path,
      bundle: true,
      platform: "node",
      format: "cjs",
      target: "node20",
    });
    return bundle;
  }

  get path(): string {
    return join(this.folder, "chaos-worker.js");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
