import { ignoring } from "../errors";
import { Wake } from "../wake";
import { FolderWatch } from "./folder-watch";
import { cutNotice, type LogSnapshot } from "./run-log-parts";

interface Followed {
  readonly folder: string;
  readonly file: string;
  readonly from: number;
  readonly signal: AbortSignal;
  readonly open: () => LogSnapshot | undefined;
}

/** For disks that tell nothing, and for a log whose folder is not there yet. */
const lookInterval = 1_000;
const block = 256 * 1024;

/** Tells what is in a log and what is added to it, as soon as the system says that something is. */
export async function* followLog(followed: Followed): AsyncGenerator<Uint8Array, void, void> {
  const { folder, file, signal, open } = followed;
  const wake = new Wake();
  const onEvent = (name: string | undefined) => {
    if (name === undefined || name.startsWith(file)) {
      wake.now();
    }
  };
  const watch = new FolderWatch(folder, onEvent, () => {});
  const ring = () => wake.now();
  signal.addEventListener("abort", ring);
  try {
    for (let offset = followed.from, isLast = false; !isLast; ) {
      isLast = signal.aborted;
      ignoring(["EACCES", "EPERM"], () => watch.follow());
      for (let more = true; more; ) {
        const { bytes, next, isAll } = readMore(open, offset);
        offset = next;
        more = !isAll;
        if (bytes.length > 0) {
          yield bytes;
        }
      }
      await (isLast ? undefined : wake.wait(lookInterval));
    }
  } finally {
    signal.removeEventListener("abort", ring);
    watch.dispose();
  }
}

/** A block of what is new. The log is not kept open while somebody deals with it. */
function readMore(open: () => LogSnapshot | undefined, offset: number) {
  const log = open();
  try {
    if (log === undefined || log.end <= offset) {
      return { bytes: Buffer.alloc(0), next: offset, isAll: true };
    }
    const from = Math.max(offset, log.start);
    const bytes = log.read(from, from + block);
    const next = from + bytes.length;
    const notice = Buffer.from(cutNotice(from - offset));
    return { bytes: Buffer.concat([notice, bytes]), next, isAll: next >= log.end || bytes.length === 0 };
  } finally {
    log?.close();
  }
}
