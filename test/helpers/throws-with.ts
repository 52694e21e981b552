import assert from "node:assert/strict";
import { type ErrorCode, LockstepError } from "../../src/core/errors";

/** Asserts a refusal by its code, and that its sentence is whole: no place left unfilled. */
export function throwsWith(code: ErrorCode, action: () => unknown): void {
  assert.throws(action, (error) => isRefusal(error, code));
}

export async function rejectsWith(code: ErrorCode, promise: Promise<unknown>): Promise<void> {
  await assert.rejects(promise, (error) => isRefusal(error, code));
}

function isRefusal(error: unknown, code: ErrorCode): true {
  assert.ok(error instanceof LockstepError, `not a LockstepError: ${String(error)}`);
  assert.equal(error.code, code, error.message);
  assert.doesNotMatch(error.message, /\{\d\}|undefined/);
  return true;
}
