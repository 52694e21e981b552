import type { BigIntStats } from "node:fs";
import { idPattern } from "../ids";
import { isNote, notesIn } from "./notes";
import type { OwnerRecord } from "./owner-record";

/** What anyone can read of a lock, lease, presence or waiting file. */
export interface OwnerSnapshot {
  /** Undefined while the owner is between creating the file and signing it, died there, or see below. */
  readonly record: OwnerRecord | undefined;
  /** We may not read it: somebody else's, with a mask that hides it. Only its time and size tell of its life. */
  readonly hidden: boolean;
  /** It was given to somebody who waited and has not said yet that it knows. */
  readonly untaken: boolean;
  /** Which ownership this is: the token, or the identity of a file that has none yet. */
  readonly id: string;
  /** Changes with everything that the owner writes, heartbeats above all. */
  readonly fingerprint: string;
  /** The tickets of those who wait for it, in order. */
  readonly waiting: readonly string[];
  /** Milliseconds of the file system's own clock. */
  readonly lastWrittenAt: number;
}

/** `S <time>`: when a ticket became the lock. */
export const arrival = "S ";

const texts = ["host", "domain", "writer", "app", "processStartedAt", "since"] as const;

/** @param text undefined when we may not read it */
export function snapshotOf(stat: BigIntStats, text: string | undefined): OwnerSnapshot {
  const lines = (text ?? "").split("\n");
  const record = recordIn(lines);
  const id = record?.token ?? `unsigned-${stat.ino}-${stat.birthtimeMs}`;
  const owners = lines.filter((line) => !isNote(line)).join("\n");
  return {
    record,
    hidden: text === undefined,
    untaken: record?.waits === true && !lines.some((line) => line.startsWith(arrival)),
    id,
    fingerprint: text === undefined ? `${id} ${stat.mtimeNs} ${stat.size}` : `${id} ${owners.length}`,
    waiting: notesIn(text ?? ""),
    lastWrittenAt: Number(stat.mtimeMs),
  };
}

/** With the time since when it is in force, where that is not when it was signed. */
function recordIn(lines: readonly string[]): OwnerRecord | undefined {
  const record = lines.map(parseRecord).find((found) => found !== undefined);
  const since = lines.find((line) => line.startsWith(arrival))?.slice(arrival.length);
  return record && (since === undefined ? record : { ...record, since });
}

function parseRecord(line: string): OwnerRecord | undefined {
  if (!line.startsWith("{")) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(line);
    return isOwnerRecord(value) ? value : undefined;
  } catch {
    return undefined; // half a line: judged by its age, see liveness.ts
  }
}

/** Others' files: everything that is shown or decided by is looked at. */
function isOwnerRecord(value: unknown): value is OwnerRecord {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const fields = value as Partial<Record<keyof OwnerRecord, unknown>>;
  const { token, pid, start, takeovers } = fields;
  return (
    typeof token === "string" &&
    idPattern.test(token) && // it becomes part of a file name
    Number.isSafeInteger(pid) &&
    texts.every((name) => typeof fields[name] === "string") &&
    (start === undefined || typeof start === "string") &&
    (takeovers === undefined || Number.isSafeInteger(takeovers))
  );
}
