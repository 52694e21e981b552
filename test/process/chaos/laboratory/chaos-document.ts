import * as z from "zod/mini";
import { LockstepError } from "../../../../src/core/errors";
import { jsonCodec } from "../../../../src/core/storage/document-codec";
import type { Modifier } from "../../../../src/core/storage/document-store";
import type { Call } from "../checker/history";
import { emptyRegister } from "../checker/models";

const schema = z.looseObject({
  version: z.literal(1),
  entries: z.array(z.string()),
  registers: z.record(z.string(), z.string()),
});

export type ChaosDocument = z.infer<typeof schema>;
export const chaosCodec = jsonCodec<ChaosDocument>(schema, 1);
export const documentName = "chaos";

const nothing: ChaosDocument = { version: 1, entries: [], registers: {} };

/** What a call that changes the document makes of it; `saw` is told the register's value before. */
export function modifierOf(
  call: Extract<Call, { f: "add" | "cas" }>,
  saw: (value: string) => void,
): Modifier<ChaosDocument> {
  return (current = nothing) => {
    if (call.f === "add") {
      return { ...current, entries: [...current.entries, call.value] };
    }
    const before = current.registers[call.register] ?? emptyRegister;
    saw(before);
    return before === call.from
      ? { ...current, registers: { ...current.registers, [call.register]: call.to } }
      : current;
  };
}

/** Errors that promise that nothing was changed. */
const refusals = ["LOCK_LOST", "LOCK_TIMEOUT", "ABORTED"];
const nothingChanged = /Nothing was changed/;

/** The code of a refusal; undefined when the error leaves open what happened. */
/** How a call ended that was made, as everybody sees, and may not survive a power cut. */
export const unconfirmed = "made, but not confirmed by the disk";

export function isUnconfirmed(error: unknown): boolean {
  return error instanceof LockstepError && error.code === "UNFLUSHED";
}

export function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof LockstepError)) {
    return undefined;
  }
  return refusals.includes(error.code) || (error.code === "IO" && nothingChanged.test(error.template))
    ? error.code
    : undefined;
}
