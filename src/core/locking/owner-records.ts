import { randomBytes } from "node:crypto";
import type { Clock } from "../clock";
import type { OwnerRecord } from "./owner-record";
import type { ProcessIdentity } from "./process-identity";

export interface WriterName {
  /** Random; says which window or CLI call this is for as long as it lives. */
  readonly id: string;
  /** What people see: `window my-project`, `lockstep queue add`. */
  readonly app: string;
}

/** Makes the records by which one writer signs its locks and leases. */
export function ownerRecords(self: ProcessIdentity, writer: WriterName, clock: Clock): (from?: number) => OwnerRecord {
  return (from) => {
    const now = clock.now();
    return {
      v: 1,
      token: randomBytes(8).toString("hex"),
      pid: self.pid,
      host: self.host,
      ...(self.start === undefined ? {} : { start: self.start }),
      domain: self.domain,
      writer: writer.id,
      app: writer.app,
      processStartedAt: self.startedAt,
      since: now.toISOString(),
      from: from ?? now.getTime(),
    };
  };
}
