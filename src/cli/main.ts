import { constants } from "node:os";
import { ignoring, LockstepError, systemErrorCode } from "../core/errors";
import { confirmOn } from "./confirm";
import { exitCode } from "./exit-codes";
import type { Io } from "./io";
import { Output, outputOptions } from "./output";
import { run } from "./program";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The process around a run: signals, broken pipes, and what nobody caught. */
async function main(): Promise<void> {
  const cancel = new AbortController();
  const cwd = ignoring(["ENOENT"], () => process.cwd());
  const io: Io = {
    stdout: process.stdout,
    stderr: process.stderr,
    cwd: cwd ?? "",
    env: process.env,
    isTTY: process.stdout.isTTY === true,
    signal: cancel.signal,
    ...(process.stdin.isTTY && process.stderr.isTTY
      ? { confirm: confirmOn(process.stdin, process.stderr, cancel.signal) }
      : {}),
  };
  const output = new Output(io, outputOptions(process.argv, io.env));
  process.stdout.on("error", (error) => endOnBrokenOutput(error, output));
  process.stderr.on("error", () => {});
  process.on("uncaughtException", (error) => process.exit(output.fail(error)));
  if (cwd === undefined) {
    process.exitCode = output.fail(new LockstepError("IO", "The current folder is gone. Change to one that is there."));
    return;
  }
  for (const signal of signals) {
    process.on(signal, () => onSignal(signal, cancel));
  }
  const code = await run(process.argv.slice(2), io);
  process.exitCode = code === exitCode.cancelled ? Number(cancel.signal.reason) : code;
}

/**
 * The first one ends the waiting and lets go of what is held; whoever is in a hurry sends a second. Not `once`: a listener
 * must stay, or signal-exit, which the lock library brings along, ends the process at once. A terminal that is closed is in
 * no hurry: its shell and the system both tell of it. That `nohup` had SIGHUP ignored can't be told: Node undoes it
 * before any of this runs (`PlatformInit` in https://github.com/nodejs/node/blob/main/src/node.cc).
 */
function onSignal(signal: (typeof signals)[number], cancel: AbortController): void {
  const code = 128 + constants.signals[signal];
  if (!cancel.signal.aborted) {
    cancel.abort(code);
  } else if (signal !== "SIGHUP") {
    process.exit(code);
  }
}

/** A reader that has seen enough (`lockstep queue list | head -1`) is no error, nor is a terminal that was closed (EIO). */
function endOnBrokenOutput(error: Error, output: Output): void {
  const code = systemErrorCode(error);
  if (code !== "EPIPE" && !(code === "EIO" && process.stdout.isTTY)) {
    process.exit(output.fail(error));
  }
}

void main();
