import type { Disposable } from "../events";

/**
 * A write past the limit of file sizes (`ulimit -f`) raises SIGXFSZ beside failing with EFBIG. Node ignores it, but
 * signal-exit, which proper-lockfile cleans up with, listens to it and ends the process unless
 * somebody else listens too (https://github.com/tapjs/signal-exit). The error is enough: it is reported.
 */
export function surviveFileSizeSignal(): Disposable {
  const listener = () => {};
  process.on("SIGXFSZ", listener);
  return { dispose: () => process.off("SIGXFSZ", listener) };
}
