import type { Clock } from "../clock";
import type { OwnerRecord } from "./owner-record";
import type { ProcessIdentity } from "./process-identity";
import { newToken } from "./tokens";

export interface WriterName {
  /** Random; says which window or CLI call this is for as long as it lives. */
  readonly id: string;
  /** What people see: `window my-project`, `lockstep queue add`. */
  readonly app: string;
}

/** A new record, signed now; `takeovers` when the owner before it was dead. */
export type MakeRecord = (takeovers?: number) => OwnerRecord;

/** Makes the records by which one writer signs its locks and leases. */
export function ownerRecords(self: ProcessIdentity, writer: WriterName, clock: Clock): MakeRecord {
  return (takeovers) => {
    const now = clock.now();
    return {
      v: 1,
      token: newToken(),
      pid: self.pid,
      host: self.host,
      ...(self.start === undefined ? {} : { start: self.start }),
      domain: self.domain,
      writer: writer.id,
      app: writer.app,
      processStartedAt: self.startedAt,
      since: now.toISOString(),
      ...(takeovers === undefined ? {} : { takeovers }),
    };
  };
}
