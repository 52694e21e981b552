import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
import { LockstepError } from "../core/errors";
import { ioError } from "../core/io-error";
import type { Io } from "./io";

/** All that is piped into the command. @throws {LockstepError} `IO`; `ABORTED` on Ctrl+C */
export async function standardInput({ signal }: Io): Promise<Uint8Array> {
  try {
    return await buffer(signal === undefined ? process.stdin : addAbortSignal(signal, process.stdin));
  } catch (error) {
    if (signal?.aborted === true) {
      throw new LockstepError("ABORTED", "Cancelled. Nothing was changed.", [], { cause: error });
    }
    throw ioError("Standard input", error);
  }
}
