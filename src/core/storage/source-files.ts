import { realpathSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { ignoring, LockstepError } from "../errors";
import { ioError } from "../io-error";
import { linesOf } from "../text-lines";

/** Larger files are data, not something that people bookmark. */
const largestSource = 50 * 1024 * 1024;

/** What tells that a file is another one than before, as far as that can be told without reading it. */
export interface SourceStamp {
  /** `outside`: a link leads out of the folder, to where nothing is read. */
  readonly kind: "file" | "folder" | "outside";
  /** The same as long as nothing changed. */
  readonly version: string;
}

/** The files of a workspace folder that bookmarks point into. Read only, and never outside the folder. */
export class SourceFiles {
  constructor(private readonly folder: string) {}

  /**
   * The lines of a file, as an editor counts them: text that ends with a line break has an empty last line.
   *
   * @param path relative to the workspace folder, with `/`
   * @throws {LockstepError} `INVALID` when it is outside the folder, not there, a folder or not text; `IO`
   */
  async readLines(path: string): Promise<readonly string[]> {
    const file = this.resolveInside(path);
    const text = await this.readText(file, path);
    if (text.includes("\0")) {
      throw new LockstepError("INVALID", "{0} is not a text file.", [path]);
    }
    return linesOf(text);
  }

  /**
   * Undefined when nothing is there.
   *
   * @throws {LockstepError} `IO`, also when the folder itself is not there: that tells nothing of its files
   */
  lookAt(path: string): SourceStamp | undefined {
    try {
      const file = this.resolve(path);
      const stat = file === undefined ? undefined : statSync(file.real, { bigint: true, throwIfNoEntry: false });
      if (file === undefined || stat === undefined) {
        return undefined;
      }
      const kind = stat.isDirectory() ? "folder" : "file";
      return { kind: file.isInside ? kind : "outside", version: `${stat.ino} ${stat.mtimeNs} ${stat.size}` };
    } catch (error) {
      throw ioError(path, error);
    }
  }

  private resolveInside(path: string): string {
    const file = this.resolve(path);
    if (file === undefined) {
      throw new LockstepError("INVALID", "There is no file {0} in the workspace folder.", [path]);
    }
    if (!file.isInside) {
      throw new LockstepError("INVALID", "{0} is outside the workspace folder.", [path]);
    }
    return file.real;
  }

  private resolve(path: string): { readonly real: string; readonly isInside: boolean } | undefined {
    const folder = realpathSync.native(this.folder);
    const real = ignoring(["ENOENT", "ENOTDIR"], () => realpathSync.native(join(folder, path)));
    if (real === undefined) {
      return undefined;
    }
    const inside = relative(folder, real);
    const isOutside = inside === "" || inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
    return { real, isInside: !isOutside };
  }

  private async readText(file: string, path: string): Promise<string> {
    const stat = statSync(file);
    if (!stat.isFile() || stat.size > largestSource) {
      throw new LockstepError("INVALID", "{0} is not a text file.", [path]);
    }
    try {
      return await readFile(file, "utf8");
    } catch (error) {
      throw ioError(path, error);
    }
  }
}
