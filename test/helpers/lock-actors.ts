import assert from "node:assert/strict";
import { join } from "node:path";
import type { FileLockService, LockHandle, LockOptions } from "../../src/core/locking/file-lock-service";

import { OwnerFile, readOwnerFile } from "../../src/core/locking/owner-file";
import type { ProcessIdentity } from "../../src/core/locking/process-identity";
import { eventually } from "./eventually";
import { tempFolder } from "./temp-folder";
import { createTestContainer, type TestContainerOptions } from "./test-container";

/** A process that is no more: above any pid of a default kernel. */
export const gone = { pid: 2 ** 22 - 7, start: "1" };
/** Where our pids mean nothing. */
export const elsewhere = { host: "elsewhere", domain: "elsewhere" };

/** A document, not there yet, and one who may lock it. */
export function setUpLock(options: Omit<TestContainerOptions, "root"> = {}) {
  const root = tempFolder();
  const document = join(root, "a.json");
  /** Another one, like another process. */
  const another = (its: Omit<TestContainerOptions, "root"> = {}) => createTestContainer({ root, ...its });
  return { root, document, another, ...createTestContainer({ root, ...options }) };
}

export async function held(service: FileLockService, path: string, options?: LockOptions): Promise<LockHandle> {
  const result = await service.acquire(path, options);
  assert.ok(result.success, result.success ? "" : result.message);
  return result.handle;
}

/** A lock, or a file of its kind at another path, that somebody left there. */
export function leaveOwnerFile(path: string, self: Partial<ProcessIdentity>, takeovers?: number) {
  const record = createTestContainer({ root: tempFolder(), self }).makeRecord(takeovers);
  return { record, file: OwnerFile.create(path, record) };
}

/** Resolves when so many stand in line for the lock. */
export async function inLine(document: string, count: number): Promise<readonly string[]> {
  return eventually(`${count} stand in line`, () => {
    const waiting = readOwnerFile(`${document}.lock`)?.waiting ?? [];
    return waiting.length === count && waiting;
  });
}

/** A clock that only the test moves. */
export function handClock() {
  let time = 0;
  let looks = 0;
  const clock = {
    now: () => new Date(0),
    monotonic: () => {
      looks++;
      return time;
    },
  };
  return {
    clock,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    /** Resolves when somebody has looked at it a few times again. */
    async isLookedAt() {
      const enough = looks + 5;
      await eventually("somebody looks at the clock", () => looks > enough);
    },
  };
}
