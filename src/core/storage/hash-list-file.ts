import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname } from "node:path";
import { ignoring, LockstepError } from "../errors";
import type { Disposable } from "../events";
import { ioError } from "../io-error";
import { FolderWatch } from "./folder-watch";
import { noFollow } from "./no-follow";

const hashPattern = /^[0-9a-f]{64}$/;

/**
 * SHA-256 hashes, one on a line, in a file that several processes only ever append to: a line is there or it is not, and
 * what is no hash counts for nothing. Nobody but its user may be able to write to it.
 */
export class HashListFile {
  private known: { readonly version: string; readonly hashes: ReadonlySet<string> } | undefined;

  constructor(private readonly path: string) {}

  /** Read again only when the file changed. @throws {LockstepError} `PRECONDITION` when others can write to it; `SYMLINK`, `IO` */
  has(hash: string): boolean {
    return this.orIoError(() => this.hashes().has(hash));
  }

  /** @throws {LockstepError} as {@link has}; nothing was added then */
  add(hashes: readonly string[]): void {
    this.orIoError(() => {
      this.makeFolder();
      const fd = this.open(constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT);
      try {
        // The first line break ends what a crash or a full disk cut off.
        writeSync(fd, `\n${hashes.join("\n")}\n`);
      } finally {
        closeSync(fd);
      }
    });
  }

  /** Tells of every change, whoever made it. Where the system tells of none, nothing is told. */
  watch(listener: () => void): Disposable {
    const name = basename(this.path);
    const onEvent = (file: string | undefined) => (file === undefined || file === name ? listener() : undefined);
    const watch = new FolderWatch(dirname(this.path), onEvent, () => {});
    ignoring(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"], () => this.makeFolder());
    watch.follow();
    return watch;
  }

  private makeFolder(): void {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
  }

  private hashes(): ReadonlySet<string> {
    const version = this.version();
    if (version === undefined) {
      return new Set();
    }
    if (this.known?.version !== version) {
      this.known = {
        version,
        hashes: new Set(
          this.read()
            .split("\n")
            .filter((line) => hashPattern.test(line)),
        ),
      };
    }
    return this.known.hashes;
  }

  /** Undefined when there is no file. */
  private version(): string | undefined {
    const stat = lstatSync(this.path, { bigint: true, throwIfNoEntry: false });
    return stat === undefined ? undefined : `${stat.dev}-${stat.ino}-${stat.size}-${stat.mtimeNs}-${stat.ctimeNs}`;
  }

  private read(): string {
    const fd = ignoring(["ENOENT"], () => this.open(constants.O_RDONLY));
    if (fd === undefined) {
      return "";
    }
    try {
      return readFileSync(fd, "latin1");
    } finally {
      closeSync(fd);
    }
  }

  private open(flags: number): number {
    if (lstatSync(this.path, { throwIfNoEntry: false })?.isSymbolicLink()) {
      throw new LockstepError("SYMLINK", "{0} is a symbolic link, which Lockstep does not follow. Remove it.", [
        this.path,
      ]);
    }
    const fd = openSync(this.path, flags | noFollow, 0o600);
    if ([fstatSync(fd), statSync(dirname(this.path))].some(isOpenToOthers)) {
      closeSync(fd);
      throw new LockstepError(
        "PRECONDITION",
        "Other users of this machine can change {0}, so that Lockstep does not trust it. Remove it, or make it and its folder yours alone.",
        [this.path],
      );
    }
    return fd;
  }

  private orIoError<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw ioError(this.path, error);
    }
  }
}

/** Windows keeps a user's folders to the user. */
function isOpenToOthers({ uid, mode }: { readonly uid: number; readonly mode: number }): boolean {
  const own = process.getuid?.();
  return own !== undefined && ((uid !== own && uid !== 0) || (mode & 0o022) !== 0);
}
